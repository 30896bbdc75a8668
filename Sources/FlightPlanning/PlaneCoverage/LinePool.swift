import FieldGeometry
import Quantities

/// Straight lines that together cover a field: parallel ones along a direction, and lanes beside some of its edges.
struct LinePool: Sendable {
  /// The ends of the lines.
  private(set) var lines: [(start: Vector, end: Vector)] = []

  /// - Parameters:
  ///   - space: where lines may lie.
  ///   - along: the unit vector of the parallel lines.
  ///   - swath: the width that a line covers, in metres.
  ///   - lanes: lines beside edges, which come first: parallel lines are cut back to what these leave.
  ///   - grid: the samples of the field.
  init(
    _ space: FlightSpace,
    along: Vector,
    swath: Double,
    lanes: [(start: Vector, end: Vector)],
    grid: inout SampleGrid
  ) {
    grid.clear()
    for lane in lanes { grid.add(lane.start, lane.end) }
    lines = lanes
    let turned = space.rings.map { $0.map { Vector(x: along.dot($0), y: along.cross($0)) } }
    // A lane along an outer edge that runs with the lines leaves less to lines.
    let offsets = turned[0].map(\.y)
    guard let low = offsets.min(), let high = offsets.max() else { return }
    let span = high - low - swath
    let gaps = span > 0 ? (span / swath - 1e-3).rounded(.up) : 0
    let first = gaps > 0 ? low + swath / 2 : (low + high) / 2
    let gap = gaps > 0 ? span / gaps : 0
    for index in 0...Int(bounded: gaps) {
      let offset = first + Double(index) * gap
      for piece in Self.pieces(of: turned, at: offset) {
        func place(_ x: Double) -> Vector {
          Vector(x: along.x * x - along.y * offset, y: along.y * x + along.x * offset)
        }
        let start = place(piece.lowerBound)
        guard let need = grid.need(start, place(piece.upperBound)) else { continue }
        let length = piece.upperBound - piece.lowerBound
        // A sample may lie up to a cell from what it stands for.
        let from = need.lowerBound < 1.5 * grid.cell ? 0 : need.lowerBound - grid.cell / 2
        let to = need.upperBound > length - 1.5 * grid.cell ? length : need.upperBound + grid.cell / 2
        // What is too narrow to be a line is left to the repair of gaps.
        guard to - from > 0.1 * swath else { continue }
        lines.append((place(piece.lowerBound + from), place(piece.lowerBound + to)))
      }
    }
  }

  /// The stretches of a line inside rings.
  private static func pieces(of rings: [[Vector]], at offset: Double) -> [ClosedRange<Double>] {
    var places: [Double] = []
    for ring in rings {
      for index in ring.indices {
        let start = ring[index]
        let end = ring[(index + 1) % ring.count]
        guard (start.y > offset) != (end.y > offset) else { continue }
        places.append(start.x + (offset - start.y) / (end.y - start.y) * (end.x - start.x))
      }
    }
    places.sort()
    return stride(from: 0, to: places.count - places.count % 2, by: 2).compactMap {
      places[$0 + 1] - places[$0] > 0.02 ? places[$0]...places[$0 + 1] : nil
    }
  }

  /// The lanes half a swath beside the edges of a field, by ring; an edge without a free lane has none.
  static func lanes(_ boundary: FieldBoundary, in space: FlightSpace, swath: Double) -> [[(start: Vector, end: Vector)]]
  {
    FlightSpace(boundary, margin: swath / 2).rings.map { ring in
      ring.indices.compactMap { index in
        let start = ring[index]
        let end = ring[(index + 1) % ring.count]
        let edge = (start: start, end: end)
        guard (end - start).length > swath / 2, space.contains(start), space.contains(end), space.isClear(start, end)
        else { return nil }
        return edge
      }
    }
  }
}
