import FieldGeometry
import Quantities

/// The heights above the ground of a flight, in metres.
struct FlightHeights {
  private let sampler: GroundSampler?
  private let homeGround: Double

  /// Over flat ground, altitudes of any reference are heights.
  static var flat: FlightHeights { FlightHeights(sampler: nil, homeGround: 0) }

  private init(sampler: GroundSampler?, homeGround: Double) {
    self.sampler = sampler
    self.homeGround = homeGround
  }

  /// Over terrain.
  ///
  /// - Throws: `FlightPlanningError.terrainMissing` where it lacks the take-off.
  init(over sampler: GroundSampler, takeoff: Vector) throws {
    self.init(sampler: sampler, homeGround: try sampler.heights(at: [takeoff])[0])
  }

  /// The heights on the straight way from one point to another, with the ground there; nil over flat ground.
  ///
  /// Between two heights above the ground the height changes evenly; otherwise the altitude does.
  ///
  /// - Throws: `FlightPlanningError.terrainMissing` where the terrain lacks a place.
  func heights(
    from start: FlownPoint,
    to end: FlownPoint,
    at parts: [Double]
  ) throws -> (heights: [Double], ground: [Double]?) {
    func between(_ first: Double, _ second: Double) -> [Double] { parts.map { first + (second - first) * $0 } }
    guard let sampler else { return (between(start.altitude.meters, end.altitude.meters), nil) }
    let (from, to) = (Vector(start.place), Vector(end.place))
    let ground = try sampler.heights(at: [from, to] + parts.map { from + (to - from) * $0 })
    let under = Array(ground.dropFirst(2))
    if start.reference == .ground, end.reference == .ground {
      return (between(start.altitude.meters, end.altitude.meters), under)
    }
    func absolute(_ point: FlownPoint, _ ground: Double) -> Double {
      switch point.reference {
      case .takeoff: homeGround + point.altitude.meters
      case .ground: ground + point.altitude.meters
      case .sea: point.altitude.meters
      }
    }
    let altitudes = between(absolute(start, ground[0]), absolute(end, ground[1]))
    return (zip(altitudes, under).map { $0 - $1 }, under)
  }

  /// The places on a way that are looked at, as parts of it.
  func samples(from start: FlownPoint, to end: FlownPoint) -> [Double] {
    guard let sampler else { return [0, 1] }
    let count = min(1e6, max(1, (start.place.distance(to: end.place).meters / sampler.step).rounded(.up)))
    return (0...Int(bounded: count)).map { Double($0) / count }
  }
}
