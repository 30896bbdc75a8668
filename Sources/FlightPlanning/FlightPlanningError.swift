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
  public var description: String {
    switch self {
    case .overlapOutOfRange(let text):
      "An overlap of \(text) is not possible. Give 0% or more and less than 100%."
    case .overlapWithoutPercent(let text):
      "'\(text)' is no overlap: the per cent sign is missing. Write it behind the number, as in 60%."
    case .figureNotPositive(let owner, let figure, let value):
      "The catalogue entry '\(owner)' has \(figure) \(value), which is not above zero or absurdly large. Correct the entry."
    case .unknownCamera(let id, let drone):
      "The drone '\(drone)' carries the camera '\(id)', which is not in the catalogue. Add the camera or correct its id."
    case .unknownBattery(let drone):
      """
      Cannot count a payload's power: the battery of the drone '\(drone)' is not known. Give its energy as 'battery_wh' in \
      a catalogue of your own.
      """
    case .unknownDrone(let id, let suggestion):
      "There is no drone '\(id)' in the catalogue. "
        + (suggestion.map { "Did you mean '\($0)'? " } ?? "") + "'ragweed drones' lists all."
    case .repeatedEntry(let id):
      "The catalogue has two entries with the id '\(id)'. Give one of them another id."
    case .notPositive(let quantity):
      "The \(quantity) is not above zero. Give a positive \(quantity)."
    case .implausible(let quantity, let value, let from, let to):
      "A \(quantity) of \(value) is not plausible. Give one from \(from) to \(to)."
    case .aboveHeightLaw(let altitude, let limit, let finest):
      """
      The plan needs an altitude of \(Figure.text(altitude.meters, 1)) m, above the limit of \
      \(Figure.text(limit.meters, 1)) m. Ask for \
      \(Figure.text((finest.centimetersPerPixel * 1000).rounded(.down) / 1000, 3)) cm/px or finer, or raise \
      --max-altitude if you hold a permit.
      """
    case .belowMinimumSpeed(let drone, let needed, let minimum, let coarsest):
      """
      The plan needs a speed of at most \(Figure.text(needed.metersPerSecond, 2)) m/s, but '\(drone)' cannot fly below \
      \(Figure.text(minimum.metersPerSecond, 2)) m/s. Ask for \
      \(Figure.text((coarsest.centimetersPerPixel * 1000).rounded(.up) / 1000, 3)) cm/px or coarser, or choose a \
      multirotor.
      """
    case .outOfReach(let distance, let usable):
      """
      A battery of \(Figure.text(usable.inMinutes, 1)) usable minutes does not suffice to fly \
      \(Figure.text(distance.meters, 0)) m to a line, take two pictures and return. Move the take-off point with \
      --takeoff, or ask for a coarser ground sampling distance.
      """
    case .tooLarge(let what, let count, let limit):
      """
      The plan would have \(count) \(what), more than the limit of \(limit). Ask for a coarser ground sampling \
      distance, or split the field.
      """
    case .batteryShareOutOfRange(let percent):
      "A usable part of \(Figure.text(percent, 2))% of the battery is not possible. Give more than 0% and at most 100%."
    case .minimumAboveMaximum(let drone):
      "The catalogue entry '\(drone)' has a minimum_speed_m_per_s above its speed_m_per_s. Correct the entry."
    case .exposureTooShort, .belowObstacles, .noPlot, .nothingToRevisit: requestDescription
    case .takeoffInNoFlyZone, .noWayAround, .nothingLeft, .noLine, .noTransect: zoneDescription
    case .notAWind(let text):
      "'\(text)' is no wind. Write its speed and the direction from which it blows, as in 5m/s@270deg."
    case .windTooStrong, .tailWindTooFast, .crabAngleTooWide: windDescription
    case .terrainIncomplete, .terrainMissing, .toleranceTooWide, .overlapLost, .intoTerrain, .tooHighOverTerrain:
      terrainDescription
    case .looksSwapped(let other):
      """
      Latitude and longitude of the field look swapped, or else those of \(other): only with one of them exchanged the two lie \
      together. GeoJSON and KML have the longitude first, --takeoff the latitude.
      """
    case .noField:
      "There is no field to plan for. Give a polygon."
    }
  }
}
