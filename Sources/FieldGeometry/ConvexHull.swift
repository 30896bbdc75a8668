public import Quantities

/// The smallest convex outline around some positions.
public struct ConvexHull: Sendable, Hashable {
  /// The corners, counter-clockwise.
  public let vertices: [LocalPoint]

  /// Makes the hull (Andrew's monotone chain, 1979).
  public init(_ points: some Sequence<LocalPoint>) {
    let sorted = Set(points.map(Vector.init)).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    func chain(_ points: some Sequence<Vector>) -> [Vector] {
      var chain: [Vector] = []
      for point in points {
        while chain.count >= 2 {
          let last = chain[chain.count - 1]
          let before = chain[chain.count - 2]
          guard (last - before).cross(point - before) <= 0 else { break }
          chain.removeLast()
        }
        chain.append(point)
      }
      return Array(chain.dropLast())
    }
    vertices =
      sorted.count < 3 ? sorted.map(LocalPoint.init) : (chain(sorted) + chain(sorted.reversed())).map(LocalPoint.init)
  }

  /// The width across lines of a direction: the distance between the two lines of that direction that touch the hull.
  ///
  /// - Parameter bearing: the direction of the lines, clockwise from north.
  /// - Returns: the width; zero for a hull without corners.
  public func width(acrossLinesAt bearing: Angle) -> Length {
    let along = Vector.unit(direction: bearing.radians)
    let offsets = vertices.map { along.cross(Vector($0)) }
    guard let least = offsets.min(), let most = offsets.max() else { return .zero }
    return .meters(most - least)
  }

  /// The smallest width and the direction of the lines across which it is measured.
  ///
  /// One of the hull's edges has that direction (rotating calipers; Houle and Toussaint 1988).
  public var minimumWidth: (width: Length, bearing: Angle) {
    var best = (width: Length.zero, bearing: Angle.zero)
    for index in vertices.indices {
      let bearing = vertices[index].bearing(to: vertices[(index + 1) % vertices.count])
      let width = width(acrossLinesAt: bearing)
      if index == 0 || width < best.width { best = (width, bearing) }
    }
    return best
  }
}
