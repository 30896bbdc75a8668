public import Quantities

/// Why a survey cannot be planned.
public enum FlightPlanningError: Error, Hashable, CustomStringConvertible {
  /// An overlap is not from 0 to below 100 per cent.
  case overlapOutOfRange(text: String)
  /// An overlap is a bare number.
  case overlapWithoutPercent(text: String)
  /// A figure of a camera or a drone is not above zero.
  case figureNotPositive(owner: String, figure: String, value: Double)
  /// A drone names a camera that is not in the catalogue.
  case unknownCamera(id: String, drone: String)
  /// No drone has that id.
  case unknownDrone(id: String, suggestion: String?)
  /// A name could be more than one drone of the catalogue.
  case severalDrones(name: String, ids: [String])
  /// Two entries of a catalogue have the same id.
  case repeatedEntry(id: String)
  /// A quantity of a request is not above zero.
  case notPositive(quantity: String)
  /// A quantity of a request is so small or so large that nobody can mean it.
  case implausible(quantity: String, value: String, from: String, to: String)
  /// The altitude is above what the law allows.
  case aboveHeightLaw(altitude: Length, limit: Length, finestAllowed: GroundSamplingDistance)
  /// A fixed wing would have to fly more slowly than it can.
  case belowMinimumSpeed(drone: String, needed: Speed, minimum: Speed, coarsest: GroundSamplingDistance)
  /// The battery does not suffice to fly to a line, take a picture and return.
  case outOfReach(distance: Length, usable: Duration)
  /// A plan would have more lines or pictures than anybody flies.
  case tooLarge(what: String, count: Int, limit: Int)
  /// Latitude and longitude of the field are exchanged, or those of something that belongs to it.
  case looksSwapped(other: String)
  /// There is no field to plan for.
  case noField
  /// The usable part of the battery is not above 0 and up to 100 per cent.
  case batteryShareOutOfRange(percent: Double)
  /// The energy of a drone's battery is not known, and a payload draws from it.
  case unknownBattery(drone: String)
  /// A drone's lowest speed is above its highest.
  case minimumAboveMaximum(drone: String)
  /// The camera has no exposure as short.
  case exposureTooShort(camera: String, exposure: Duration, shortest: Duration)
  /// The altitude is too near to the obstacles.
  case belowObstacles(altitude: Length, needed: Length, finestPossible: GroundSamplingDistance)
  /// No plot fits into the field.
  case noPlot(side: Length)
  /// The take-off lies in a no-fly zone or nearer to one than the clearance.
  case takeoffInNoFlyZone(clearance: Length)
  /// A part of the field cannot be reached without flying over a no-fly zone.
  case noWayAround(length: Length)
  /// No-fly zones leave nothing of the field.
  case nothingLeft(zones: String, clearance: Length)
  /// There is no line to plan along.
  case noLine
  /// No strip of a sample falls into the field.
  case noTransect(spacing: Length)
  /// A map shows nothing to visit again in the field.
  case nothingToRevisit(patches: Int)
  /// All of a field was surveyed before.
  case allFlown
  /// A text is no wind.
  case notAWind(text: String)
  /// The drone cannot hold its line in the wind, or does not come forward.
  case windTooStrong(wind: Speed, cross: Speed, head: Speed, drone: String, maximum: Speed)
  /// Wings would have to point so far into the wind that their pictures no longer show a strip.
  case crabAngleTooWide(drone: String, angle: Angle)
  /// Wings with the wind from behind fly too fast for sharp pictures in time.
  case tailWindTooFast(drone: String, ground: Speed, limit: Speed)
  /// The terrain lacks a part of the field.
  case terrainIncomplete(file: String, percent: Double, latitude: Angle, longitude: Angle, isOutside: Bool)
  /// The terrain lacks a place that the plan leads over.
  case terrainMissing(file: String, latitude: Angle, longitude: Angle, isOutside: Bool)
  /// The height above the ground may be so far off that the drone touches it.
  case toleranceTooWide(tolerance: Length, altitude: Length)
  /// Over the highest ground the pictures no longer overlap.
  case overlapLost(side: Double, front: Double, height: Length)
  /// The plan touches the ground.
  case intoTerrain(height: Length, needed: Length)
  /// Over the lowest ground the plan is above what the law allows.
  case tooHighOverTerrain(height: Length, limit: Length)

  /// One sentence: what failed, why, what to do.
  public var description: String { sentence(.plain) }

  /// One sentence: what failed, why, what to do, with settings named as a user gives them.
  public func sentence(_ wording: PlanWording) -> String { "\(problem) \(remedy(wording))" }
}
