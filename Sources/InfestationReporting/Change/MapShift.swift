import GeoRaster
public import Quantities

/// How far one map seems to lie beside another.
public struct MapShift: Sendable, Hashable {
  /// To the east.
  public let east: Length
  /// To the north.
  public let north: Length
  /// How many pairs of patches say so.
  public let pairCount: Int

  /// Patches further from each other are not the same plant, however badly the map lies.
  private static let farthest = 5.0
  /// Pairs whose ways differ by less say the same, in metres.
  private static let agreement = 0.25

  /// Finds the way that most patches go: of all ways from patches to their neighbours of the other survey, the one to which
  /// most others are near, each counted by the smaller patch; then their weighted mean.
  init?(from old: [ChangeReport.Side.Piece], to new: [ChangeReport.Side.Piece]) {
    var ways: [(east: Double, north: Double, weight: Double)] = []
    for piece in old {
      let from = piece.patch.box.middle
      for other in new where other.patch.box.isNear(piece.patch.box, within: Self.farthest) {
        let to = other.patch.box.middle
        let weight = min(piece.ground.area.squareMeters, other.ground.area.squareMeters)
        ways.append((to.east - from.east, to.north - from.north, weight))
      }
    }
    func near(_ way: (east: Double, north: Double, weight: Double)) -> [(east: Double, north: Double, weight: Double)] {
      ways.filter {
        let (east, north) = ($0.east - way.east, $0.north - way.north)
        return (east * east + north * north).squareRoot() <= Self.agreement
      }
    }
    // All against all is too much for maps of thousands of patches; the largest say enough.
    let candidates = ways.sorted { $0.weight > $1.weight }.prefix(500).map(near)
    func weight(_ ways: [(east: Double, north: Double, weight: Double)]) -> Double { ways.reduce(0) { $0 + $1.weight } }
    guard let best = candidates.max(by: { weight($0) < weight($1) }), weight(best) > 0 else { return nil }
    let sum = weight(best)
    east = .meters(best.reduce(0) { $0 + $1.east * $1.weight } / sum)
    north = .meters(best.reduce(0) { $0 + $1.north * $1.weight } / sum)
    pairCount = best.count
  }
}
