import Quantities

extension FlightPlanningError {
  /// The sentences about exposure, obstacles and parts of fields.
  var requestDescription: String {
    switch self {
    case .exposureTooShort(let camera, let exposure, let shortest):
      """
      \(camera) cannot expose for 1/\(Figure.text(1 / exposure.inSeconds, 0)) s; its shortest is \
      1/\(Figure.text(1 / shortest.inSeconds, 0)) s. Give a longer one with --exposure.
      """
    case .belowObstacles(let altitude, let needed, let finest):
      """
      The altitude of \(Figure.text(altitude.meters, 2)) m is too near to the obstacles, which need \
      \(Figure.text(needed.meters, 2)) m with the margin. Ask for \
      \(Figure.text((finest.centimetersPerPixel * 1000).rounded(.up) / 1000, 3)) cm/px or coarser, or leave the obstacles \
      out as holes of the field.
      """
    case .noPlot(let side):
      """
      No plot of \(Figure.text(side.meters, 2)) m fits into the field. Give smaller ones with --plot-size, or plan the \
      whole field.
      """
    case .nothingToRevisit(let patches):
      """
      None of the \(patches) patches of the map lies in the field. Check that map and field belong together, and \
      --revisit-class.
      """
    default: ""
    }
  }

  /// The sentences about wind.
  var windDescription: String {
    switch self {
    case .windTooStrong(let wind, let cross, let head, let drone, let maximum):
      """
      A wind of \(Figure.text(wind.metersPerSecond, 2)) m/s is too strong for '\(drone)', which flies at most \
      \(Figure.text(maximum.metersPerSecond, 2)) m/s: it meets \(Figure.text(cross.metersPerSecond, 2)) m/s from the \
      side and \(Figure.text(head.metersPerSecond, 2)) m/s from ahead. Wait for less wind.
      """
    case .crabAngleTooWide(let drone, let angle):
      """
      '\(drone)' would point \(Figure.text(angle.degrees, 1)) degrees into the wind, and its pictures with it, too far for \
      them to show a strip of ground. Wait for less wind.
      """
    case .tailWindTooFast(let drone, let ground, let limit):
      """
      With the wind from behind '\(drone)' flies at least \(Figure.text(ground.metersPerSecond, 2)) m/s over the ground, \
      and pictures allow \(Figure.text(limit.metersPerSecond, 2)) m/s. Turn the lines across the wind with --angle, ask \
      for a coarser ground sampling distance, or wait for less wind.
      """
    default: ""
    }
  }

  /// The sentences about terrain.
  var terrainDescription: String {
    switch self {
    case .terrainIncomplete(let file, let percent, let latitude, let longitude, let isOutside):
      """
      The terrain '\(file)' \(isOutside ? "does not reach" : "has no data on") \
      \(Figure.text(max(percent, 0.1), 1)) % of the field, for instance at \(Self.place(latitude, longitude)). Give a \
      raster that covers the whole field\(isOutside ? "" : ", its gaps filled").
      """
    case .terrainMissing(let file, let latitude, let longitude, let isOutside):
      """
      The terrain '\(file)' \(isOutside ? "does not reach" : "has no data at") \(Self.place(latitude, longitude)), which \
      the plan leads over. Give a raster that covers the field, the take-off and the ways between.
      """
    case .toleranceTooWide(let tolerance, let altitude):
      """
      A terrain tolerance of \(Figure.text(tolerance.meters, 2)) m is more than half the height above the ground of \
      \(Figure.text(altitude.meters, 2)) m. Give a smaller one with --terrain-tolerance.
      """
    case .overlapLost(let side, let front, let height):
      """
      Over the highest ground the plan is \(Figure.text(height.meters, 2)) m high and the overlap falls to \
      \(Figure.text(side, 1)) % across and \(Figure.text(front, 1)) % along the flight, which leaves gaps. Follow the \
      terrain with --terrain-mode follow, or ask for more overlap or a coarser ground sampling distance.
      """
    case .intoTerrain(let height, let needed):
      """
      The plan comes as near as \(Figure.text(height.meters, 2)) m to the ground, and at least \
      \(Figure.text(needed.meters, 2)) m are needed. Follow the terrain with --terrain-mode follow, or fly higher.
      """
    case .tooHighOverTerrain(let height, let limit):
      """
      The plan is up to \(Figure.text(height.meters, 1)) m above the ground, above the limit of \
      \(Figure.text(limit.meters, 1)) m. Follow the terrain with --terrain-mode follow, fly lower, or raise \
      --max-altitude if you hold a permit.
      """
    default: ""
    }
  }

  private static func place(_ latitude: Angle, _ longitude: Angle) -> String {
    "\(Figure.text(latitude.degrees, 5)), \(Figure.text(longitude.degrees, 5))"
  }
}
