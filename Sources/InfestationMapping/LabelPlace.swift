public import FieldGeometry

/// A piece of ground where a label would teach the network much.
public struct LabelPlace: Sendable, Hashable {
  /// The input that shows it.
  public let source: String

  /// How much a label is needed there; larger is more.
  public let need: Double

  /// The outline without its closing position.
  public let ring: [GeoCoordinate]

  /// Makes a place.
  public init(source: String, need: Double, ring: [GeoCoordinate]) {
    self.source = source
    self.need = need
    self.ring = ring
  }

  /// Chooses some places that are needy and far apart, so that labels there tell of the whole survey.
  ///
  /// The neediest comes first. Each further one has the most of its need times its distance from those before, where
  /// distances beyond an eighth of the survey's extent count no more (a greedy form of k-centre with weights: Wolf,
  /// "Facility location functions for active learning", 2011).
  ///
  /// - Parameters:
  ///   - count: how many to choose at most.
  ///   - places: what there is to choose from.
  /// - Returns: those chosen, in the order of their choice.
  public static func choose(_ count: Int, of places: [LabelPlace]) -> [LabelPlace] {
    guard let frame = try? LocalFrame(around: places.compactMap(\.ring.first)) else { return [] }
    let middles = places.map { place -> Vector in
      let points = place.ring.map { Vector(frame.localPoint(of: $0)) }
      return points.reduce(Vector(x: 0, y: 0), +) * (1 / Double(max(points.count, 1)))
    }
    let extent = middles.reduce(0) { most, middle in max(most, (middle - middles[0]).length) }
    let enough = max(extent / 8, .leastNonzeroMagnitude)
    var nearest = [Double](repeating: 1, count: places.count)
    var chosen: [Int] = []
    while chosen.count < count {
      let weights = places.indices.map { places[$0].need * nearest[$0] }
      guard let best = places.indices.max(by: { weights[$0] < weights[$1] }), weights[best] > 0 else { break }
      chosen.append(best)
      for index in places.indices {
        nearest[index] = min(nearest[index], (middles[index] - middles[best]).length / enough)
      }
    }
    return chosen.map { places[$0] }
  }
}
