import Quantities

/// How long lines of a direction take in the wind: what a choice among directions has to know.
struct WindClock {
  private let clock: LegClock
  /// The speeds over the ground both ways; nil where the wind is too strong.
  private let speeds: [Speed]?

  init(_ request: SurveyRequest, design: SurveyDesign, bearing: Angle) {
    let clock = LegClock(request, design: design)
    self.clock = clock
    speeds = try? [bearing, bearing + .degrees(180)].map {
      try clock.groundSpeed(wanted: design.speed, bearing: $0, takesPictures: true)
    }
  }

  /// The seconds for a line in metres, the mean of both ways; infinite where the wind is too strong.
  func seconds(for length: Double) -> Double {
    guard let speeds else { return .infinity }
    return speeds.reduce(0) { $0 + clock.seconds(for: length, at: $1) } / Double(speeds.count)
  }
}
