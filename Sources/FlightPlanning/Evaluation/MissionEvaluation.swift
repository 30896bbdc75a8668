import FieldGeometry
public import Quantities

/// What a mission that somebody has planned would do over a field.
public struct MissionEvaluation: Sendable {
  /// The part of the field that the pictures show, from 0 to 1.
  public let coverage: Double
  /// The length of the path over the ground.
  public let pathLength: Length
  /// The length of the path that leads over holes.
  public let lengthOverHoles: Length
  /// The length of the path that leads beyond the outlines.
  public let lengthBeyondField: Length
  /// The time in the air of each flight: legs, climb and descent.
  public let flightTimes: [Duration]
  /// The straight lines with pictures.
  public let lineCount: Int
  /// The pictures taken.
  public let imageCount: Int
  /// Those of them that do not look straight down; what they show is not counted.
  public let obliqueImageCount: Int
  /// The length on the ground of a pixel: the least, the mean over the pictures, the most; nil without pictures.
  public let gsd: (least: GroundSamplingDistance, mean: GroundSamplingDistance, most: GroundSamplingDistance)?
  /// The overlap of pictures that follow each other; nil without such.
  public let frontlap: FlownOverlap?
  /// The overlap of pictures of neighbouring lines, measured on the ground; nil without such.
  public let sidelap: GroundSidelap?
  /// The height above the ground of the pictures: the least, the mean, the greatest; nil without pictures.
  public let heights: (least: Length, mean: Length, greatest: Length)?
  /// How much of the path leads over no-fly zones; nil where the site has none.
  public let zones: ZoneCrossing?
  /// How high the mission is above the terrain; nil over flat ground.
  public let clearance: ClearanceReport?
  /// The highest altitude that the mission states, whatever it counts from.
  public let highestAltitude: Length
  /// The highest speed while taking pictures; nil without pictures.
  public let highestSpeed: Speed?
  /// The most motion blur, in pixels; nil without pictures.
  public let blurInPixels: Double?
  /// What the mission meets or comes near to.
  public let limits: [PlanLimit]

  /// Evaluates a mission.
  ///
  /// - Parameters:
  ///   - flights: the points of each flight.
  ///   - site: the field on the same plane, and the zones to keep off.
  ///   - terrain: the ground; nil where it is flat.
  ///   - drone: what it is flown with.
  ///   - conditions: what it must keep to; its overlaps are not used.
  ///   - dynamics: how the drone speeds up and climbs.
  ///   - wind: the wind that it is flown in.
  /// - Throws: `FlightPlanningError` where nothing can be counted under these conditions.
  public init(
    of flights: [[FlownPoint]],
    over site: SurveySite,
    terrain: MissionTerrain? = nil,
    with drone: Drone,
    conditions: FlightConditions,
    dynamics: FlightDynamics,
    wind: Wind = .calm
  ) throws {
    let field = site.polygons
    try conditions.check()
    try dynamics.check()
    let sampler = terrain.map { GroundSampler($0.source, frame: $0.frame) }
    try sampler?.checkCovers(field)
    let flightHeights = try flights.enumerated().map { index, points -> FlightHeights in
      guard let sampler, let first = points.first?.place else { return .flat }
      return try FlightHeights(over: sampler, takeoff: Vector(terrain?.takeoffs[index] ?? first))
    }
    let camera = drone.camera
    let allRuns = try zip(flights, flightHeights).flatMap {
      CaptureRun.joiningSingles(try CaptureRun.runs(of: $0, heights: $1), camera: camera)
    }
    let runs = allRuns.filter(\.looksDown)
    clearance = try terrain.flatMap { try ClearanceReport(flights, heights: flightHeights, source: $0.source.name) }
    frontlap = FlownOverlap.along(runs, camera: camera)
    sidelap = GroundSidelap(runs.map { LineStrip($0, camera: camera) }, over: site.whole)
    lineCount = runs.count { !$0.isContinued && ($0.count > 1 || $0.distance == nil) }
    imageCount = allRuns.reduce(0) { $0 + $1.count }
    let downCount = runs.reduce(0) { $0 + $1.count }
    obliqueImageCount = imageCount - downCount
    highestAltitude = flights.joined().map(\.altitude).max() ?? .zero
    highestSpeed = allRuns.map(\.speed).max()
    blurInPixels =
      runs.map { run in
        let gsd = camera.groundSamplingDistance(at: .meters(run.leastHeight))
        return run.speed.metersPerSecond * conditions.exposure.inSeconds / gsd.metersPerPixel
      }.max()
    if let least = runs.map(\.leastHeight).min(), let most = runs.map(\.greatestHeight).max() {
      let mean = runs.reduce(0) { $0 + $1.meanHeight * Double($1.count) } / Double(downCount)
      heights = (.meters(least), .meters(mean), .meters(most))
      // The pixel grows in proportion to the height, so that the mean height has the mean pixel.
      gsd = (
        camera.groundSamplingDistance(at: .meters(least)), camera.groundSamplingDistance(at: .meters(mean)),
        camera.groundSamplingDistance(at: .meters(most))
      )
    } else {
      (heights, gsd) = (nil, nil)
    }

    let longest = runs.max { ($0.last - $0.first).length < ($1.last - $1.first).length }
    let footprints = runs.flatMap { $0.footprints(with: camera) }
    coverage = FootprintCoverage.share(
      of: field,
      footprints: footprints,
      direction: longest?.direction ?? 0,
      width: gsd.map { camera.groundWidth(at: $0.least).meters } ?? 1
    )

    let holes = ForbiddenGround(holesOf: site.whole)
    let outside = ForbiddenGround(outside: site.whole)
    var length = 0.0
    var overHoles = 0.0
    var beyond = 0.0
    for points in flights {
      for (start, end) in zip(points, points.dropFirst()) {
        let hole = holes.length(from: Vector(start.place), to: Vector(end.place))
        overHoles += hole
        beyond += outside.length(from: Vector(start.place), to: Vector(end.place)) - hole
        length += start.place.distance(to: end.place).meters
      }
    }
    pathLength = .meters(length)
    lengthOverHoles = .meters(overHoles)
    lengthBeyondField = .meters(max(0, beyond))
    let clock = MissionClock(drone: drone, dynamics: dynamics, wind: wind)
    let times = flights.map(clock.time)
    flightTimes = times.map(\.air)
    zones = site.noFly.map { ZoneCrossing(flights, zones: $0) }
    let missing = MissingCoverage(
      coverage,
      footprints: footprints,
      field: field,
      images: imageCount,
      oblique: obliqueImageCount
    )
    limits =
      (zones?.limits ?? []) + clock.windLimits(flights)
      + Self.limits(of: allRuns, drone: drone, conditions: conditions)
      + Self.obstacleLimits(allRuns.map(\.leastHeight).min(), conditions)
      + (clearance?.limits(conditions) ?? [])
      + Self.overlapLimits(sidelap: sidelap, frontlap: frontlap)
      + Self.batteryLimits(times.map(\.battery), drone: drone, dynamics: dynamics)
      + Self.placeLimits(flights, field: site.whole, isMissed: coverage == 0 && downCount > 0)
      + PlanNotes.limits(missing: missing.limit, overHoles: overHoles, drone: drone)
  }

  /// The time in the air, all flights.
  public var flightTime: Duration { flightTimes.reduce(.zero, +) }

  /// What rounding in a file may change of a figure.
  private static let roundingShare = 1e-4

  /// The worst of each kind over all pieces with pictures.
  private static func limits(
    of runs: [CaptureRun],
    drone: Drone,
    conditions: FlightConditions
  ) -> [PlanLimit] {
    var found: [PlanLimit] = []
    let extremes = runs.flatMap { run in
      Set([run.leastHeight, run.greatestHeight]).map {
        (run: run, gsd: drone.camera.groundSamplingDistance(at: .meters($0)))
      }
    }
    for (run, gsd) in extremes.sorted(by: { ($0.run.speed, $1.gsd) > ($1.run.speed, $0.gsd) }) {
      var conditions = conditions
      let length = drone.camera.groundLength(at: gsd)
      // Files round altitudes to millimetres: who flies at a limit does not pass it for that.
      conditions.blurLimitInPixels *= 1 + roundingShare
      conditions.maximumAltitude = conditions.maximumAltitude + .millimeters(1)
      // The overlap that is flown, so that the shutter is asked for what it has to do.
      let overlap = run.distance.map { 1 - $0 / length * (1 + roundingShare) } ?? 0
      conditions.frontlap = (try? Overlap(fraction: max(0, min(0.999_999, overlap)))) ?? .none
      found += LimitCheck.limits(of: drone, gsd: gsd, speed: run.speed, conditions: conditions)
      if run.speed > drone.maximumSpeed * (1 + 1e-6) {
        found.append(
          PlanLimit(
            .maximumSpeed,
            .error,
            """
            \(Figure.text(run.speed.metersPerSecond, 2)) m/s is above \(Figure.text(drone.maximumSpeed.metersPerSecond, 2)) \
            m/s, the highest survey speed of \(drone.name).
            """
          )
        )
      }
    }
    var kept: [PlanLimit] = []
    for limit in found.filter({ $0.severity == .error }) + found.filter({ $0.severity == .warning })
    where !kept.contains(where: { $0.kind == limit.kind }) {
      kept.append(limit)
    }
    return kept
  }

  /// Pictures that do not meet.
  private static func overlapLimits(sidelap: GroundSidelap?, frontlap: FlownOverlap?) -> [PlanLimit] {
    [("across the flight", sidelap?.least), ("along the flight", frontlap?.least)].compactMap { name, least in
      // Files round distances.
      guard let least, least < -roundingShare else { return nil }
      return PlanLimit(
        .coverage,
        .warning,
        "The overlap \(name) falls to \(Figure.text(least * 100, 1)) %: pictures leave gaps between them."
      )
    }
  }

  /// A mission that lies elsewhere: somebody has mixed up two files, or latitude and longitude.
  private static func placeLimits(
    _ flights: [[FlownPoint]],
    field: [FieldBoundary],
    isMissed: Bool
  ) -> [PlanLimit] {
    guard isMissed, let corner = field.first?.outer.vertices.first,
      let nearest = flights.joined().map({ $0.place.distance(to: corner) }).min()
    else { return [] }
    return [
      PlanLimit(
        .field,
        .warning,
        """
        No picture shows the field; the mission comes within \(Figure.text(nearest.kilometers, 1)) km of its first corner. \
        Check that both files belong together, and that latitude and longitude are not swapped.
        """
      )
    ]
  }

  /// Obstacles that the mission comes too near to.
  private static func obstacleLimits(_ least: Double?, _ conditions: FlightConditions) -> [PlanLimit] {
    let needed = conditions.obstacleHeight + FlightConditions.obstacleMargin
    // Files round altitudes to millimetres.
    guard conditions.obstacleHeight > .zero, let least, .meters(least) + .millimeters(1) < needed else { return [] }
    return [
      PlanLimit(
        .lowAltitude,
        .error,
        """
        At its lowest the mission takes pictures \(Figure.text(least, 2)) m above the ground, too near to the obstacles, which \
        need \(Figure.text(needed.meters, 2)) m with the margin.
        """
      )
    ]
  }

  private static func batteryLimits(_ times: [Duration], drone: Drone, dynamics: FlightDynamics) -> [PlanLimit] {
    let usable = drone.flightTime.inSeconds * dynamics.usableBatteryShare
    // Files round places and speeds, and a plan fills its batteries.
    guard let longest = times.map(\.inSeconds).max(), longest > usable * (1 + 1e-3) else { return [] }
    return [
      PlanLimit(
        .battery,
        .error,
        """
        A flight takes \(Figure.text(longest / 60, 1)) min of battery, but \(Figure.text(dynamics.usableBatteryShare * 100, 1)) % of \
        the battery are \(Figure.text(usable / 60, 1)) min.
        """
      )
    ]
  }
}
