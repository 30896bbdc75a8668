import FieldGeometry
import Quantities

/// The heights of lines and ways over the take-off.
struct HeightControl {
  private let altitude: Double
  private let tolerance: Double
  private let climb: Double
  private let descent: Double
  private let lowestSpeedOnLines: Double
  private let sampler: GroundSampler?
  private let mode: TerrainMode
  /// The ground at the take-off.
  private(set) var homeGround = 0.0
  /// The one altitude of a flat plan, in the terrain's own heights.
  private var flatAltitude = 0.0

  /// Reads the terrain under the lines.
  ///
  /// - Throws: `FlightPlanningError` where the terrain lacks a part of the field or the tolerance is none.
  init(
    _ request: SurveyRequest,
    design: SurveyDesign,
    sampler: GroundSampler?,
    field: [FieldBoundary],
    lines: [SurveyLine],
    home: Vector
  ) throws {
    altitude = design.altitude.meters
    tolerance = request.terrain.tolerance(at: design.altitude).meters
    climb = request.dynamics.climbSpeed.metersPerSecond
    descent = request.dynamics.descentSpeed.metersPerSecond
    // Slower than half the speed would double the time of a line for a ditch; the drone then flies over it.
    lowestSpeedOnLines = max(design.speed.metersPerSecond / 2, request.drone.lowestPlannedSpeed.metersPerSecond)
    mode = request.terrain.mode
    self.sampler = sampler
    guard let sampler else { return }
    try request.terrain.check(altitude: design.altitude)
    try sampler.checkCovers(field)
    homeGround = try sampler.heights(at: [home])[0]
    guard mode == .flat else { return }
    let under = try sampler.heights(
      at: lines.flatMap { Self.samples(along: [Vector($0.start), Vector($0.end)], sampler.step).places }
    )
    flatAltitude = under.reduce(0, +) / Double(max(1, under.count)) + altitude
  }

  /// Whether there is terrain.
  var isOverTerrain: Bool { sampler != nil }

  /// The height over the take-off at which the drone leaves it and comes back to it.
  var heightAtHome: Double { sampler != nil && mode == .flat ? flatAltitude - homeGround : altitude }

  /// The profile of a line, at the height asked for above the ground.
  func profile(ofLine line: SurveyLine, speed: Speed) throws -> HeightProfile {
    try profile(
      along: [Vector(line.start), Vector(line.end)],
      ends: nil,
      raise: 0,
      speed: speed.metersPerSecond,
      isLine: true
    )
  }

  /// The profile of a way between two heights over the take-off, raised by metres above the height of lines.
  func profile(ofWay path: [Vector], from start: Double, to end: Double, raise: Double = 0, speed: Speed) throws
    -> HeightProfile
  {
    try profile(
      along: path,
      ends: (start + raise, end + raise),
      raise: raise,
      speed: speed.metersPerSecond,
      isLine: false
    )
  }

  private func profile(
    along path: [Vector],
    ends: (Double, Double)?,
    raise: Double,
    speed: Double,
    isLine: Bool
  ) throws -> HeightProfile {
    guard let sampler, mode == .follow, path.count > 1 else {
      return HeightProfile(path: path, heights: path.map { _ in heightAtHome + raise }, speedLimit: .infinity)
    }
    let samples = Self.samples(along: path, sampler.step)
    var heights = try sampler.heights(at: samples.places).map { $0 + altitude + raise - homeGround }
    func tie() {
      if let ends {
        heights[0] = ends.0
        heights[heights.count - 1] = ends.1
      }
    }
    tie()
    var kept = thinned(samples, heights)
    func limit() -> Double {
      ProfileShape.speedLimit(
        kept.map { samples.distances[$0] },
        kept.map { heights[$0] },
        climb: climb,
        descent: descent
      )
    }
    let lowest = isLine ? lowestSpeedOnLines : speed / 2
    if limit() < min(lowest, speed) {
      // A hair below the limits, so that rounding does not break them.
      let slowed = min(lowest, speed) * (1 + 1e-9)
      heights = ProfileShape.raised(samples.distances, heights, up: climb / slowed, down: descent / slowed)
      tie()
      kept = thinned(samples, heights)
    }
    return HeightProfile(
      path: kept.map { samples.places[$0] },
      heights: kept.map { heights[$0] },
      speedLimit: limit()
    )
  }

  /// The samples that stay; the corners of a way always do.
  private func thinned(_ samples: Samples, _ heights: [Double]) -> [Int] {
    var kept: [Int] = [0]
    for (first, last) in zip(samples.corners, samples.corners.dropFirst()) {
      let inner = ProfileShape.thinned(
        Array(samples.distances[first...last]),
        Array(heights[first...last]),
        tolerance: tolerance
      )
      kept += inner.dropFirst().map { $0 + first }
    }
    return kept
  }

  /// Places along a path, its corners among them.
  struct Samples {
    var places: [Vector] = []
    var distances: [Double] = []
    /// Which of the places are the path's corners.
    var corners: [Int] = [0]
  }

  /// Places along a path no further apart than a step.
  static func samples(along path: [Vector], _ step: Double) -> Samples {
    var samples = Samples(places: [path[0]], distances: [0])
    var before = 0.0
    for (start, end) in zip(path, path.dropFirst()) {
      let length = (end - start).length
      let count = max(1, Int(bounded: (length / step).rounded(.up)))
      for index in 1...count {
        let part = Double(index) / Double(count)
        samples.places.append(index == count ? end : start + (end - start) * part)
        samples.distances.append(before + length * part)
      }
      before += length
      samples.corners.append(samples.places.count - 1)
    }
    return samples
  }
}
