import FieldGeometry
public import FlightPlanning
import Quantities

/// A sortie as a list of waypoints, `QGC WPL 110`, which Mission Planner and ArduPilot's tools read.
///
/// Twelve fields between tabs: number, current, frame, command, four parameters, latitude, longitude, altitude, and whether to go on.
/// The latitude comes first; an example in MAVLink's own guide has it the other way round.
public enum WaypointList {
  /// The text of a sortie.
  ///
  /// - Parameters:
  ///   - sortie: the sortie.
  ///   - plan: the plan that it belongs to.
  /// - Returns: the document; its row 0 is the take-off, with its elevation in the terrain, or 0 without.
  /// - Throws: `FieldGeometryError` where a place of the plan is not on the Earth.
  public static func text(of sortie: Sortie, in plan: SurveyPlan) throws -> String {
    let home = try plan.frame.coordinate(of: plan.takeoff)
    let items = try QGroundControlPlan.items(of: sortie, in: plan).items
    let rows = items.enumerated().map { index, item -> String in
      // No angle of the nose is asked for. ArduPilot ignores the parameter, and not every reader knows NaN.
      let parameters = item.parameters.map { number($0 ?? 0) }
      let place = item.place.map { degrees($0) + [Figure.fixed(item.altitude.meters, 6)] } ?? []
      return row(number: index + 1, frame: item.frame, command: item.command, parameters + place)
    }
    let fields = [0, 0, 0, 0].map { number($0) } + degrees(home) + [number(QGroundControlPlan.homeElevation(of: plan))]
    let start = row(number: 0, frame: 0, command: 16, fields)
    return (["QGC WPL 110", start] + rows).map { $0 + "\n" }.joined()
  }

  private static func row(number: Int, frame: Int, command: Int, _ fields: [String]) -> String {
    ([number, number == 0 ? 1 : 0, frame, command].map(String.init) + fields + ["1"]).joined(separator: "\t")
  }

  private static func number(_ value: Double) -> String { Figure.fixed(value, 6) }

  private static func degrees(_ place: GeoCoordinate) -> [String] {
    [Figure.fixed(place.latitude.degrees, 8), Figure.fixed(place.longitude.degrees, 8)]
  }
}
