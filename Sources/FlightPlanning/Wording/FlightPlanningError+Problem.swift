import Quantities

extension FlightPlanningError {
  /// What failed and why.
  var problem: String {
    switch self {
    case .overlapOutOfRange(let text): "An overlap of \(text) is not possible."
    case .overlapWithoutPercent(let text): "'\(text)' is no overlap: the per cent sign is missing."
    case .figureNotPositive(let owner, let figure, let value):
      "The catalogue entry '\(owner)' has \(figure) \(value), which is not above zero or absurdly large."
    case .unknownCamera(let id, let drone):
      "The drone '\(drone)' carries the camera '\(id)', which is not in the catalogue."
    case .unknownBattery(let drone):
      "Cannot count a payload's power: the battery of the drone '\(drone)' is not known."
    case .severalDrones(let name, let ids):
      "The name '\(name)' could be \(ids.dropLast().joined(separator: ", ")) or \(ids.last ?? "")."
    case .unknownDrone(let id, _): "There is no drone '\(id)' in the catalogue."
    case .repeatedEntry(let id): "The catalogue has two entries with the id '\(id)'."
    case .notPositive(let quantity): "The \(quantity) is not above zero."
    case .implausible(let quantity, let value, _, _): "A \(quantity) of \(value) is not plausible."
    case .aboveHeightLaw(let altitude, let limit, _):
      """
      The plan needs an altitude of \(Figure.text(altitude.meters, 1)) m, above the limit of \
      \(Figure.text(limit.meters, 1)) m.
      """
    case .belowMinimumSpeed(let drone, let needed, let minimum, _):
      """
      The plan needs a speed of at most \(Figure.text(needed.metersPerSecond, 2)) m/s, but '\(drone)' cannot fly below \
      \(Figure.text(minimum.metersPerSecond, 2)) m/s.
      """
    case .outOfReach(let distance, let usable):
      """
      A battery of \(Figure.text(usable.inMinutes, 1)) usable minutes does not suffice to fly \
      \(Figure.text(distance.meters, 0)) m to a line, take two pictures and return.
      """
    case .tooLarge(let what, let count, let limit):
      "The plan would have \(count) \(what), more than the limit of \(limit)."
    case .batteryShareOutOfRange(let percent):
      "A usable part of \(Figure.text(percent, 2))% of the battery is not possible."
    case .minimumAboveMaximum(let drone):
      "The catalogue entry '\(drone)' has a minimum_speed_m_per_s above its speed_m_per_s."
    case .exposureTooShort(let camera, let exposure, let shortest):
      """
      \(camera) cannot expose for 1/\(Figure.text(1 / exposure.inSeconds, 0)) s; its shortest is \
      1/\(Figure.text(1 / shortest.inSeconds, 0)) s.
      """
    case .belowObstacles(let altitude, let needed, _):
      """
      The altitude of \(Figure.text(altitude.meters, 2)) m is too near to the obstacles, which need \
      \(Figure.text(needed.meters, 2)) m with the margin.
      """
    case .looksSwapped(let other):
      """
      Latitude and longitude of the field look swapped, or else those of \(other): only with one of them exchanged the \
      two lie together.
      """
    case .noField: "There is no field to plan for."
    case .noPlot, .nothingToRevisit, .allFlown, .takeoffInNoFlyZone, .noWayAround, .nothingLeft, .noLine, .noTransect:
      groundProblem
    case .notAWind, .windTooStrong, .tailWindTooFast, .crabAngleTooWide: windProblem
    case .terrainIncomplete, .terrainMissing, .toleranceTooWide, .overlapLost, .intoTerrain, .tooHighOverTerrain:
      terrainProblem
    }
  }

  /// What stands against parts of fields, zones and corridors.
  private var groundProblem: String {
    switch self {
    case .noPlot(let side): "No plot of \(Figure.text(side.meters, 2)) m fits into the field."
    case .allFlown: "All of the field was surveyed before."
    case .nothingToRevisit(let patches): "None of the \(patches) patches of the map lies in the field."
    case .takeoffInNoFlyZone(let clearance):
      """
      The take-off lies in a no-fly zone, or nearer to one than the clearance of \(Figure.text(clearance.meters, 2)) m.
      """
    case .noWayAround(let length):
      """
      The only ways to a part of the field lead over no-fly zones, for \(Figure.text(length.meters, 1)) m in all.
      """
    case .nothingLeft(let zones, let clearance):
      """
      The no-fly zones of '\(zones)' with a clearance of \(Figure.text(clearance.meters, 2)) m leave nothing of the field.
      """
    case .noLine: "There is no line to plan along."
    case .noTransect(let spacing):
      "No transect falls into the field: they are \(Figure.text(spacing.meters, 1)) m apart."
    default: ""
    }
  }

  /// What stands against the wind.
  private var windProblem: String {
    switch self {
    case .notAWind(let text): "'\(text)' is no wind."
    case .windTooStrong(let wind, let cross, let head, let drone, let maximum):
      """
      A wind of \(Figure.text(wind.metersPerSecond, 2)) m/s is too strong for '\(drone)', which flies at most \
      \(Figure.text(maximum.metersPerSecond, 2)) m/s: it meets \(Figure.text(cross.metersPerSecond, 2)) m/s from the \
      side and \(Figure.text(head.metersPerSecond, 2)) m/s from ahead.
      """
    case .crabAngleTooWide(let drone, let angle):
      """
      '\(drone)' would point \(Figure.text(angle.degrees, 1)) degrees into the wind, and its pictures with it, too far for \
      them to show a strip of ground.
      """
    case .tailWindTooFast(let drone, let ground, let limit):
      """
      With the wind from behind '\(drone)' flies at least \(Figure.text(ground.metersPerSecond, 2)) m/s over the ground, \
      and pictures allow \(Figure.text(limit.metersPerSecond, 2)) m/s.
      """
    default: ""
    }
  }

  /// What stands against the terrain.
  private var terrainProblem: String {
    switch self {
    case .terrainIncomplete(let file, let percent, let latitude, let longitude, let isOutside):
      """
      The terrain '\(file)' \(isOutside ? "does not reach" : "has no data on") \
      \(Figure.text(max(percent, 0.1), 1)) % of the field, for instance at \(Self.place(latitude, longitude)).
      """
    case .terrainMissing(let file, let latitude, let longitude, let isOutside):
      """
      The terrain '\(file)' \(isOutside ? "does not reach" : "has no data at") \(Self.place(latitude, longitude)), which \
      the plan leads over.
      """
    case .toleranceTooWide(let tolerance, let altitude):
      """
      A terrain tolerance of \(Figure.text(tolerance.meters, 2)) m is more than half the height above the ground of \
      \(Figure.text(altitude.meters, 2)) m.
      """
    case .overlapLost(let side, let front, let height):
      """
      Over the highest ground the plan is \(Figure.text(height.meters, 2)) m high and the overlap falls to \
      \(Figure.text(side, 1)) % across and \(Figure.text(front, 1)) % along the flight, which leaves gaps.
      """
    case .intoTerrain(let height, let needed):
      """
      The plan comes as near as \(Figure.text(height.meters, 2)) m to the ground, and at least \
      \(Figure.text(needed.meters, 2)) m are needed.
      """
    case .tooHighOverTerrain(let height, let limit):
      """
      The plan is up to \(Figure.text(height.meters, 1)) m above the ground, above the limit of \
      \(Figure.text(limit.meters, 1)) m.
      """
    default: ""
    }
  }

  private static func place(_ latitude: Angle, _ longitude: Angle) -> String {
    "\(Figure.text(latitude.degrees, 5)), \(Figure.text(longitude.degrees, 5))"
  }
}
