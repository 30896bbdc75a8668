import FieldGeometry
import Quantities

/// The directions in which lines are worth trying.
enum SweepDirections {
  /// Beyond so many, shorter edges only repeat what longer ones offer.
  static let most = 24

  /// The directions of the hull's and the rings' edges, the longest first, none within half a degree of another.
  static func candidates(of boundary: FieldBoundary, most: Int = Self.most) -> [Angle] {
    let hull = ConvexHull(boundary.outer.vertices)
    let hullEdges = hull.vertices.indices.map {
      (hull.vertices[$0], hull.vertices[($0 + 1) % hull.vertices.count])
    }
    let edges = (hullEdges + boundary.rings.flatMap(\.edges).map { ($0.start, $0.end) })
      .map { (length: $0.0.distance(to: $0.1), bearing: $0.0.bearing(to: $0.1).asLineDirection) }
      .sorted { $0.length > $1.length }
    var chosen = [hull.minimumWidth.bearing.asLineDirection]
    for edge in edges {
      guard chosen.count < most else { break }
      let isNew = chosen.allSatisfy { other in
        let turn = (edge.bearing - other).magnitude.degrees
        return min(turn, 180 - turn) > 0.5
      }
      if isNew { chosen.append(edge.bearing) }
    }
    return chosen
  }
}

extension Angle {
  /// The direction of a line, which has no front: from 0 to below 180 degrees.
  var asLineDirection: Angle {
    let turn = degrees.truncatingRemainder(dividingBy: 180)
    let positive = turn < 0 ? turn + 180 : turn
    // A rounding error below 180 degrees is the direction 0.
    return positive > 180 - 1e-9 ? .zero : .degrees(positive)
  }
}
