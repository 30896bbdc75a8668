import Quantities

/// How far above the height of the survey each drone flies its ways without pictures.
///
/// Drones that fly at the same time have a level each, one separation above the other, so that ways cross above each other
/// and above the lines.
struct TransitLevels {
  /// The levels in metres, one for each drone.
  private let raises: [Double]
  /// Whether long ways between lines are flown there, too.
  let raisesWaysBetween: Bool

  /// Less is not worth a climb, and waypoints so near to each other are refused by some autopilots.
  private static let leastRaise = 1.0
  /// Shorter ways stay at the height of the survey.
  static let shortestWay = 20.0

  /// - Throws: `FlightPlanningError.implausible` where the ways would be below the survey or above the limit of height.
  init(_ request: SurveyRequest, design: SurveyDesign, overTerrain: Bool) throws {
    let slack = overTerrain ? request.terrain.tolerance(at: design.altitude).meters * 2 : 0
    let (survey, most) = (design.altitude.meters, request.conditions.maximumAltitude.meters)
    if let wanted = request.transitAltitude {
      guard wanted.meters >= survey, wanted.meters <= most else {
        throw FlightPlanningError.implausible(
          quantity: "transit altitude",
          value: "\(Figure.text(wanted.meters, 2)) m",
          from: "\(Figure.text(survey, 2)) m, the altitude of the survey,",
          to: "\(Figure.text(most, 2)) m, the limit of height"
        )
      }
    }
    let base = max(0, (request.transitAltitude?.meters ?? 0) - survey)
    let drones = max(1, request.logistics.drones)
    let room = max(0, most - survey - base - slack)
    let step = drones > 1 ? min(request.logistics.separation.meters, room / Double(drones)) : 0
    raises = (1...drones).map { base + step * Double($0) }.map { $0 < Self.leastRaise ? 0 : $0 }
    raisesWaysBetween = request.transitAltitude != nil
  }

  /// The highest of all, which takes most of a battery.
  var highest: Double { raises.last ?? 0 }

  /// The level of a drone, counted from 0, in metres.
  subscript(drone: Int) -> Double { raises[min(drone, raises.count - 1)] }
}
