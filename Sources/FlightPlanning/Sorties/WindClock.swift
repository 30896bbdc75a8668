import FieldGeometry
import Quantities

/// How much longer rows of a direction take in the wind: what a choice among directions has to know.
struct WindClock {
  private let clock: LegClock
  private let wind: Wind
  private let speed: Speed
  private let bearing: Angle

  init(_ request: SurveyRequest, design: SurveyDesign, bearing: Angle) {
    clock = LegClock(request, design: design)
    wind = request.wind
    speed = design.speed
    self.bearing = bearing
  }

  /// The seconds by which rows take longer than in calm air; infinite where the wind is too strong for them.
  func delay(on rows: [OrientedRow]) -> Double {
    guard wind.speed > .zero else { return 0 }
    let speeds = [bearing, bearing + .degrees(180)].map {
      try? clock.groundSpeed(wanted: speed, bearing: $0, takesPictures: true)
    }
    return rows.reduce(0) { sum, row in
      guard let flown = speeds[row.reversed ? 1 : 0] else { return .infinity }
      let length = row.row.to - row.row.from
      return sum + clock.seconds(for: length, at: flown) - clock.seconds(for: length, at: speed)
    }
  }
}
