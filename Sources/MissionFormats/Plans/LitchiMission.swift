import FieldGeometry
public import FlightPlanning
import Quantities
import Tables

/// A sortie as missions of Litchi, in the table that its hub imports.
public enum LitchiMission {
  /// The most points of a mission that older aircraft take.
  public static let mostPoints = 99

  /// The highest speed that Litchi takes.
  static let highestSpeed = Speed.metersPerSecond(15)

  /// The tables of a sortie, more than one where it has more than 99 points.
  ///
  /// They follow each other: each begins where the one before ended, where that can be on a way without pictures.
  ///
  /// - Parameters:
  ///   - sortie: the sortie.
  ///   - plan: the plan that it belongs to.
  /// - Returns: the tables, in the order flown.
  /// - Throws: `FieldGeometryError` where a place of the plan is not on the Earth.
  public static func texts(of sortie: Sortie, in plan: SurveyPlan) throws -> [String] {
    texts(of: try SortieTrack(sortie, in: plan).points)
  }

  /// The tables of points.
  static func texts(of points: [SortieTrack.Point]) -> [String] {
    parts(of: points).map { part in
      ([header] + part.indices.map { row(part[$0], next: part[($0 + 1)...].first) }).map { $0 + "\n" }.joined()
    }
  }

  /// What these missions do otherwise than the plan.
  public static func adjustments(of plan: SurveyPlan) -> [PlanAdjustment] {
    let fastest = plan.sorties.lazy.flatMap(\.legs).map(\.speed).max() ?? .zero
    guard fastest > highestSpeed else { return [] }
    return [
      PlanAdjustment(
        "litchi_speed_m_per_s",
        from: fastest.metersPerSecond,
        to: highestSpeed.metersPerSecond,
        reason: "Litchi flies at most 15 m/s; the pictures stay where they are, the flight takes longer."
      )
    ]
  }

  /// The 46 columns.
  static let header = CSVLine.text(
    ["latitude", "longitude", "altitude(m)", "heading(deg)", "curvesize(m)", "rotationdir", "gimbalmode"]
      + ["gimbalpitchangle"] + (1...15).flatMap { ["actiontype\($0)", "actionparam\($0)"] }
      + ["altitudemode", "speed(m/s)", "poi_latitude", "poi_longitude", "poi_altitude(m)", "poi_altitudemode"]
      + ["photo_timeinterval", "photo_distinterval"]
  )

  /// Points cut into missions that older aircraft take.
  static func parts(of points: [SortieTrack.Point]) -> [ArraySlice<SortieTrack.Point>] {
    var parts: [ArraySlice<SortieTrack.Point>] = []
    var rest = points[...]
    while rest.count > mostPoints {
      let longest = rest.prefix(mostPoints)
      // Between two lines, if there is such a place; the next part begins there, so that no way is lost.
      let cut = longest.indices.dropFirst().last { longest[$0].photoDistance == nil } ?? longest.endIndex - 1
      parts.append(rest[...cut])
      rest = rest[cut...]
    }
    return parts + [rest]
  }

  /// A heading as Litchi's own files have it: from 0 to below 360 degrees.
  private static func turn(_ heading: Angle) -> Double {
    let rounded = ((heading.degrees * 10).rounded() / 10).truncatingRemainder(dividingBy: 360)
    return rounded < 0 ? rounded + 360 : rounded
  }

  private static func row(_ point: SortieTrack.Point, next: SortieTrack.Point?) -> String {
    let isSingle = point.captureCount == 1
    // 1: a picture; -1: nothing.
    let actions = (isSingle ? ["1", "0"] : ["-1", "0"]) + (2...15).flatMap { _ in ["-1", "0"] }
    let interval = isSingle || next == nil ? nil : point.photoDistance
    let speed = min(point.speed, highestSpeed)
    let heading = next.map { Haversine.bearing(from: point.coordinate, to: $0.coordinate) } ?? .zero
    let place = [
      Figure.fixed(point.coordinate.latitude.degrees, 8), Figure.fixed(point.coordinate.longitude.degrees, 8),
      Figure.text(point.altitude.meters, 3), Figure.text(Self.turn(heading), 1),
    ]
    // No curve, clockwise, the camera's pitch interpolated: straight down.
    let camera = ["0", "0", "2", "-90"]
    // Altitudes relative to the take-off; no point of interest.
    let rest = ["0", Figure.text(speed.metersPerSecond, 4), "0", "0", "0", "0", "-1"]
    let distance = interval.map { Figure.text($0.meters, 4) } ?? "-1"
    return CSVLine.text(place + camera + actions + rest + [distance])
  }
}
