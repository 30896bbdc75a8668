public import FieldGeometry
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
  /// The pieces with pictures.
  public let lineCount: Int
  /// The pictures taken.
  public let imageCount: Int
  /// The length on the ground of a pixel: the least, the mean over the pictures, the most; nil without pictures.
  public let gsd: (least: GroundSamplingDistance, mean: GroundSamplingDistance, most: GroundSamplingDistance)?
  /// The highest altitude above the ground.
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
  ///   - field: the field on the same plane, taken as flat.
  ///   - drone: what it is flown with.
  ///   - conditions: what it must keep to; its overlaps are not used.
  ///   - dynamics: how the drone speeds up and climbs.
  /// - Throws: `FlightPlanningError` where nothing can be counted under these conditions.
  public init(
    of flights: [[FlownPoint]],
    over field: [FieldBoundary],
    with drone: Drone,
    conditions: FlightConditions,
    dynamics: FlightDynamics
  ) throws {
    try conditions.check()
    try dynamics.check()
    let runs = flights.flatMap(CaptureRun.runs)
    let seen = runs.map { run in
      (run: run, gsd: drone.camera.groundSamplingDistance(at: max(run.altitude, .meters(0.01))))
    }
    lineCount = runs.count { $0.count > 1 || $0.distance == nil }
    imageCount = runs.reduce(0) { $0 + $1.count }
    highestAltitude = flights.joined().map(\.altitude).max() ?? .zero
    highestSpeed = runs.map(\.speed).max()
    blurInPixels =
      seen.map { $0.run.speed.metersPerSecond * conditions.exposure.inSeconds / $0.gsd.metersPerPixel }.max()
    if let least = seen.map(\.gsd).min(), let most = seen.map(\.gsd).max() {
      let sum = seen.reduce(0) { $0 + $1.gsd.metersPerPixel * Double($1.run.count) }
      gsd = (least, .metersPerPixel(sum / Double(imageCount)), most)
    } else {
      gsd = nil
    }

    let longest = runs.max { ($0.last - $0.first).length < ($1.last - $1.first).length }
    coverage = FootprintCoverage.share(
      of: field,
      footprints: seen.flatMap {
        $0.run.footprints(
          groundWidth: drone.camera.groundWidth(at: $0.gsd),
          groundLength: drone.camera.groundLength(at: $0.gsd)
        )
      },
      direction: longest?.direction ?? 0,
      width: gsd.map { drone.camera.groundWidth(at: $0.least).meters } ?? 1
    )

    let holes = ForbiddenGround(holesOf: field)
    let outside = ForbiddenGround(outside: field)
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
    flightTimes = flights.map { Self.time(of: $0, dynamics: dynamics) }
    limits =
      Self.limits(of: seen, drone: drone, conditions: conditions)
      + Self.batteryLimits(flightTimes, drone: drone, dynamics: dynamics)
      + Self.placeLimits(flights, field: field, coverage: coverage)
      + PlanNotes.limits(coverage: coverage, overHoles: overHoles, drone: drone)
  }

  /// The time in the air, all flights.
  public var flightTime: Duration { flightTimes.reduce(.zero, +) }

  private static func time(of points: [FlownPoint], dynamics: FlightDynamics) -> Duration {
    var seconds = 0.0
    for (start, end) in zip(points, points.dropFirst()) {
      let across = dynamics.time(for: start.place.distance(to: end.place), at: start.speed).inSeconds
      let rise = (end.altitude - start.altitude).meters
      let speed = rise > 0 ? dynamics.climbSpeed : dynamics.descentSpeed
      seconds += max(across, rise.magnitude / speed.metersPerSecond)
    }
    let climb = (points.first?.altitude ?? .zero) / dynamics.climbSpeed
    let descent = (points.last?.altitude ?? .zero) / dynamics.descentSpeed
    return .seconds(seconds) + climb + descent
  }

  /// What rounding in a file may change of a figure.
  private static let roundingShare = 1e-4

  /// The worst of each kind over all pieces with pictures.
  private static func limits(
    of seen: [(run: CaptureRun, gsd: GroundSamplingDistance)],
    drone: Drone,
    conditions: FlightConditions
  ) -> [PlanLimit] {
    var found: [PlanLimit] = []
    for (run, gsd) in seen.sorted(by: { $0.run.speed > $1.run.speed }) {
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

  /// A mission that lies elsewhere: somebody has mixed up two files, or latitude and longitude.
  private static func placeLimits(
    _ flights: [[FlownPoint]],
    field: [FieldBoundary],
    coverage: Double
  ) -> [PlanLimit] {
    guard coverage == 0, let corner = field.first?.outer.vertices.first,
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

  private static func batteryLimits(_ times: [Duration], drone: Drone, dynamics: FlightDynamics) -> [PlanLimit] {
    let usable = drone.flightTime.inSeconds * dynamics.usableBatteryShare
    guard let longest = times.map(\.inSeconds).max(), longest > usable * (1 + 1e-9) else { return [] }
    return [
      PlanLimit(
        .battery,
        .error,
        """
        A flight takes \(Figure.text(longest / 60, 1)) min, but \(Figure.text(dynamics.usableBatteryShare * 100, 1)) % of \
        the battery are \(Figure.text(usable / 60, 1)) min.
        """
      )
    ]
  }
}
