import FieldGeometry
import Quantities

/// The order of rows along stretches: a whole corridor on the first row, and back on the next; strips to and fro.
enum StretchOrder {
  /// A row with the polygon that it surveys.
  typealias Flown = (polygon: Int, row: OrientedRow)

  private struct Entry {
    let polygon: Int
    let row: Row
    /// Whether the stretch runs against the sweep's direction.
    let isTurned: Bool
    /// How far left of the line it lies.
    let left: Double
    /// How far along the stretch its middle lies.
    let along: Double
    let stretch: SurveyStretch
  }

  /// Orders the rows of all polygons, each line from its nearer end.
  ///
  /// - Parameters:
  ///   - layouts: the rows of each polygon.
  ///   - stretches: the stretch of each polygon.
  ///   - home: where the flight comes from; nil where that is free.
  /// - Returns: the rows in the order flown, line by line.
  static func order(_ layouts: [RowLayout], stretches: [SurveyStretch], home: Vector?) -> [Flown] {
    let entries = layouts.indices.flatMap { rows(of: layouts[$0], polygon: $0, stretches[$0]) }
    var flown: [Flown] = []
    var place = home
    for line in Set(stretches.map(\.line)).sorted() {
      let mine = entries.filter { $0.stretch.line == line }
      func end(of flown: Flown?, last: Bool) -> Vector? {
        flown.map { Vector(layouts[$0.polygon].sweep.point(last ? $0.row.end : $0.row.start)) }
      }
      let ways = [false, true].map { passes(mine, fromEnd: $0) }
      let distances = ways.map { way in
        place.flatMap { from in end(of: way.first, last: false).map { ($0 - from).length } } ?? 0
      }
      flown += distances[1] < distances[0] ? ways[1] : ways[0]
      place = end(of: flown.last, last: true) ?? place
    }
    return flown
  }

  private static func rows(of layout: RowLayout, polygon: Int, _ stretch: SurveyStretch) -> [Entry] {
    let turn = (stretch.direction - layout.sweep.bearing).radians
    // Lines have no front; the sweep looks along the stretch or against it.
    let isTurned = Vector.unit(direction: turn).y < 0
    let side = isTurned ? -1.0 : 1.0
    let start = layout.sweep.sweep(Vector(stretch.start))
    return layout.rows.map { row in
      Entry(
        polygon: polygon,
        row: row,
        isTurned: isTurned,
        left: side * (row.offset - start.y),
        along: side * ((row.from + row.to) / 2 - start.x),
        stretch: stretch
      )
    }
  }

  /// The rows of a line, each pass over all stretches the other way than the one before.
  private static func passes(_ entries: [Entry], fromEnd: Bool) -> [Flown] {
    let widest =
      Dictionary(grouping: entries.filter { $0.row.index != nil }) { $0.polygon }.values
      .map { Set($0.map(\.row.index)).count }.max() ?? 1
    let reach = entries.filter { $0.row.index != nil }.map { abs($0.left) }.max() ?? 0
    func pass(_ entry: Entry) -> Int {
      guard widest > 1, reach > 0 else { return 0 }
      let place = (1 - entry.left / reach) / 2 * Double(widest - 1)
      return min(widest - 1, max(0, Int(place.rounded())))
    }
    let sorted = Dictionary(grouping: entries, by: pass)
    return (0..<widest).flatMap { number -> [Flown] in
      let isBack = (number % 2 == 1) != fromEnd
      let along = (sorted[number] ?? []).sorted {
        ($0.stretch.number, $0.along, $0.left) < ($1.stretch.number, $1.along, $1.left)
      }
      return (isBack ? along.reversed() : along).map { entry in
        (entry.polygon, OrientedRow(row: entry.row, reversed: entry.isTurned != isBack))
      }
    }
  }
}
