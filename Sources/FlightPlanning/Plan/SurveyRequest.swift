public import FieldGeometry
public import Quantities

/// What somebody wants surveyed, and how.
public struct SurveyRequest: Sendable {
  /// The drone.
  public var drone: Drone

  /// What the survey is to show.
  public var target: SurveyTarget

  /// What the plan must keep to; 70 per cent of overlap along and 60 across the flight unless stated.
  public var conditions: FlightConditions

  /// The speed over the ground; nil for the highest that can be flown.
  public var speed: Speed?

  /// The direction of the lines, clockwise from north; nil for the one that takes the least time.
  public var lineBearing: Angle?

  /// Whether lines are flown along two directions at right angles, as models of heights want them.
  public var crosshatch = false

  /// The place near which the survey begins; nil where that is free.
  public var entry: GeoCoordinate?

  /// How far a line is approached and left in its own direction, so that pictures are taken at a steady speed.
  ///
  /// Kept off holes, but not inside the outline: with it a flight leads beyond the field.
  public var turnaround = Length.zero

  /// Where the drone takes off and lands; nil for the place on the field's edge nearest to the first line.
  public var takeoff: GeoCoordinate?

  /// The altitude above the take-off at which the drone comes home by itself; nil for one that clears ground and obstacles.
  public var returnAltitude: Length?

  /// The altitude above the take-off, over terrain above the ground, of ways to and from the take-off and of long ones
  /// between lines; nil for that of the survey.
  public var transitAltitude: Length?

  /// The most points of a sortie, take-off and landing among them; nil for what the drone takes.
  public var mostWaypoints: Int?

  /// How the drone speeds up, slows down and climbs.
  public var dynamics = FlightDynamics()

  /// The wind; none unless stated.
  public var wind = Wind.calm

  /// People, drones, batteries and rates.
  public var logistics = Logistics()

  /// What the survey is compared with.
  public var manual = ManualSurvey.backSolved

  /// How the terrain is used, where there is any.
  public var terrain = TerrainOptions()

  /// Makes a request with the usual overlaps.
  ///
  /// - Throws: never for the values used here.
  public init(drone: Drone, target: SurveyTarget) throws {
    self.drone = drone
    self.target = target
    conditions = FlightConditions()
    conditions.frontlap = try Overlap(fraction: 0.7)
    conditions.sidelap = try Overlap(fraction: 0.6)
  }
}
