import FieldGeometry
import Quantities

/// Where straight pieces lie, in square cells, so that only those near a way are looked at.
final class SegmentGrid: Sendable {
  private let origin: Vector
  private let side: Double
  private let columns: Int
  private let rows: Int
  /// The pieces of cell `c` are `items[starts[c]..<starts[c + 1]]`.
  private let starts: [Int]
  private let items: [Int]

  /// Beyond this many cells a side nothing is gained.
  private static let mostCells = 400.0

  /// Sorts pieces into cells, about as many as there are pieces.
  ///
  /// - Parameters:
  ///   - pieces: their ends; a place is a piece with two equal ends.
  ///   - margin: how far around a piece it counts.
  init(_ pieces: [(start: Vector, end: Vector)], margin: Double = 0) {
    let ends = pieces.flatMap { [$0.start, $0.end] }
    let low = Vector(x: (ends.map(\.x).min() ?? 0) - margin, y: (ends.map(\.y).min() ?? 0) - margin)
    let high = Vector(x: (ends.map(\.x).max() ?? 0) + margin, y: (ends.map(\.y).max() ?? 0) + margin)
    let extent = max(high.x - low.x, high.y - low.y, 1e-3)
    origin = low
    side = extent / min(Self.mostCells, max(1, Double(pieces.count).squareRoot()))
    columns = Int(bounded: (high.x - low.x) / side) + 1
    rows = Int(bounded: (high.y - low.y) / side) + 1
    var cells = [[Int]](repeating: [], count: columns * rows)
    let (columns, rows, origin, side) = (columns, rows, origin, side)
    for (index, piece) in pieces.enumerated() {
      _ = Self.walk(piece.start, piece.end, margin, origin, side, columns, rows) { cell in
        cells[cell].append(index)
        return false
      }
    }
    starts = cells.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    items = cells.flatMap(\.self)
  }

  /// Whether a piece near a straight way has a property; those near its start are asked first.
  ///
  /// - Parameters:
  ///   - start: the start of the way.
  ///   - end: its end.
  ///   - property: asked with the number of a piece, of some more than once.
  /// - Returns: whether one has.
  func contains(from start: Vector, to end: Vector, where property: (Int) -> Bool) -> Bool {
    Self.walk(start, end, 0, origin, side, columns, rows) { cell in
      for place in starts[cell]..<starts[cell + 1] where property(items[place]) { return true }
      return false
    }
  }

  /// Visits the cells along a way until one of them ends it.
  private static func walk(
    _ start: Vector,
    _ end: Vector,
    _ margin: Double,
    _ origin: Vector,
    _ side: Double,
    _ columns: Int,
    _ rows: Int,
    _ visit: (Int) -> Bool
  ) -> Bool {
    // What rounding moves over the edge of a cell is in both.
    let slack = margin + side * 1e-9 + 1e-9
    let (from, to) = (start - origin, end - origin)
    func cell(_ place: Double, _ count: Int) -> Int {
      min(max(Int(bounded: (place / side).rounded(.down)), 0), count - 1)
    }
    let (low, high) = (min(from.y, to.y) - slack, max(from.y, to.y) + slack)
    guard high >= 0, low <= side * Double(rows), max(from.x, to.x) + slack >= 0,
      min(from.x, to.x) - slack <= side * Double(columns)
    else { return false }
    let (bottom, top) = (cell(low, rows), cell(high, rows))
    let (isUpward, isRightward) = (to.y >= from.y, to.x >= from.x)
    for step in 0...(top - bottom) {
      let row = isUpward ? bottom + step : top - step
      var (left, right) = (min(from.x, to.x), max(from.x, to.x))
      if to.y != from.y {
        // The part of the way in the row, and as much of its neighbours as the slack.
        let (first, second) = (
          (side * Double(row) - slack - from.y) / (to.y - from.y),
          (side * Double(row + 1) + slack - from.y) / (to.y - from.y)
        )
        let (begin, end) = (max(0, min(first, second)), min(1, max(first, second)))
        guard begin <= end else { continue }
        let (here, there) = (from.x + (to.x - from.x) * begin, from.x + (to.x - from.x) * end)
        (left, right) = (min(here, there), max(here, there))
      }
      guard right + slack >= 0, left - slack <= side * Double(columns) else { continue }
      let (first, last) = (cell(left - slack, columns), cell(right + slack, columns))
      for step in 0...(last - first) where visit(row * columns + (isRightward ? first + step : last - step)) {
        return true
      }
    }
    return false
  }
}
