import FieldGeometry
import Quantities

/// A field seen along a direction: `x` runs along the lines, `y` across them.
struct Sweep: Sendable {
  /// The direction of the lines, clockwise from north.
  let bearing: Angle
  /// The edges of outline and holes, each with its lower end first.
  private let edges: [(low: Vector, high: Vector)]
  /// The extent across the lines.
  let across: ClosedRange<Double>
  private let along: Vector

  init(_ boundary: FieldBoundary, bearing: Angle) {
    self.bearing = bearing
    let along = Vector.unit(direction: bearing.radians)
    self.along = along
    func turned(_ point: LocalPoint) -> Vector {
      let vector = Vector(point)
      return Vector(x: along.dot(vector), y: along.cross(vector))
    }
    edges = boundary.rings.flatMap(\.edges).map { edge in
      let start = turned(edge.start)
      let end = turned(edge.end)
      return start.y <= end.y ? (start, end) : (end, start)
    }
    let offsets = boundary.outer.vertices.map { turned($0).y }
    across = (offsets.min() ?? 0)...(offsets.max() ?? 0)
  }

  /// The place on the plane of sweep coordinates.
  func point(_ sweep: Vector) -> LocalPoint {
    // The inverse of a rotation is its transpose.
    LocalPoint(Vector(x: along.x * sweep.x - along.y * sweep.y, y: along.y * sweep.x + along.x * sweep.y))
  }

  /// The sweep coordinates of a place on the plane.
  func sweep(_ point: Vector) -> Vector { Vector(x: along.dot(point), y: along.cross(point)) }

  /// The pieces of lines inside the field, for offsets in rising order.
  ///
  /// - Parameters:
  ///   - offsets: the places of the lines, across them.
  ///   - clearance: the distance that the pieces' ends keep from the edges that they end at.
  /// - Returns: the pieces of each line.
  func pieces(at offsets: [Double], clearance: Double = 0) -> [[ClosedRange<Double>]] {
    var crossings = [[(place: Double, inset: Double)]](repeating: [], count: offsets.count)
    for edge in edges where edge.low.y < edge.high.y {
      let slope = (edge.high.x - edge.low.x) / (edge.high.y - edge.low.y)
      // A slanted edge is as far away as its sine says; nearly along the line, four times the distance must do.
      let inset = clearance * min(4, (1 + slope * slope).squareRoot())
      // Half open, so that a line through a vertex meets one of its two edges.
      var index = offsets.firstIndex(notBelow: edge.low.y)
      while index < offsets.count, offsets[index] < edge.high.y {
        crossings[index].append((edge.low.x + (offsets[index] - edge.low.y) * slope, inset))
        index += 1
      }
    }
    return crossings.map { crossings in
      let sorted = crossings.sorted { $0.place < $1.place }
      return stride(from: 0, to: sorted.count - sorted.count % 2, by: 2).map { index in
        let (from, to) = (sorted[index], sorted[index + 1])
        // A short piece keeps its middle.
        let most = 0.3 * (to.place - from.place)
        return (from.place + min(from.inset, most))...(to.place - min(to.inset, most))
      }
    }
  }
}

extension [Double] {
  /// The first index of a rising list whose value is not below a limit.
  fileprivate func firstIndex(notBelow limit: Double) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < limit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
