import FieldGeometry
import Quantities

/// The lines of a corridor in its own order: all stretches on the first row, and back on the next.
///
/// A search for the quickest order would find it or one as good, but not for a road of a thousand stretches, and the pilot
/// would not know where the drone is next.
struct StretchLines {
  /// The lines in the order flown.
  let lines: [SurveyLine]
  /// The lines of each polygon.
  let layouts: [PolygonLayout]

  private struct Entry {
    let line: SurveyLine
    /// How far left of the stretch's line it lies.
    let left: Double
    /// How far along the stretch its middle lies.
    let along: Double
    let stretch: SurveyStretch
  }

  /// Lays and orders the lines.
  ///
  /// - Parameters:
  ///   - site: the ground, with the stretch of each polygon.
  ///   - place: where the survey begins, at the nearer end of each line; nil where that is free.
  ///   - request: what is wanted.
  ///   - design: how densely lines lie.
  init(
    _ site: SurveySite,
    from place: Vector?,
    request: SurveyRequest,
    design: SurveyDesign
  ) {
    let layouts = zip(site.polygons, site.stretches).enumerated().map { index, polygon in
      PolygonLayout(
        [(FieldCell(polygon.0), polygon.1.direction.asLineDirection)],
        polygon: index,
        request: request,
        design: design
      )
    }
    let rows = layouts.map(\.lineCount).max() ?? 1
    let reach = Double(rows - 1) / 2 * (layouts.map(\.rowGap).max() ?? 0)
    let entries = layouts.flatMap(\.lines).map { Self.entry($0, site.stretches[$0.polygon]) }
    var flown: [SurveyLine] = []
    var place = place
    for line in Set(site.stretches.map(\.line)).sorted() {
      let mine = entries.filter { $0.stretch.line == line }
      let ways = [false, true].map { Self.passes(mine, rows: rows, reach: reach, fromEnd: $0) }
      let distances = ways.map { way in
        place.flatMap { from in way.first.map { (Vector($0.start) - from).length } } ?? 0
      }
      flown += distances[1] < distances[0] ? ways[1] : ways[0]
      place = flown.last.map { Vector($0.end) } ?? place
    }
    lines = flown
    self.layouts = layouts
  }

  private static func entry(_ line: SurveyLine, _ stretch: SurveyStretch) -> Entry {
    let direction = Vector.unit(direction: stretch.direction.radians)
    let isTurned = (Vector(line.end) - Vector(line.start)).dot(direction) < 0
    let way = (Vector(line.start) + Vector(line.end)) * 0.5 - Vector(stretch.start)
    return Entry(
      line: isTurned ? line.turned : line,
      left: direction.cross(way),
      along: direction.dot(way),
      stretch: stretch
    )
  }

  /// The rows of a line, each pass over all stretches the other way than the one before.
  private static func passes(_ entries: [Entry], rows: Int, reach: Double, fromEnd: Bool) -> [SurveyLine] {
    func pass(_ entry: Entry) -> Int {
      guard rows > 1, reach > 0 else { return 0 }
      // A short line that fills a gap goes with the nearest row.
      let place = (1 - entry.left / reach) / 2 * Double(rows - 1)
      return min(rows - 1, max(0, Int(bounded: place.rounded())))
    }
    let sorted = Dictionary(grouping: entries, by: pass)
    return (0..<rows).flatMap { number -> [SurveyLine] in
      let along = (sorted[number] ?? []).sorted {
        ($0.stretch.number, $0.along, $0.left) < ($1.stretch.number, $1.along, $1.left)
      }
      let isBack = (number % 2 == 1) != fromEnd
      return isBack ? along.reversed().map(\.line.turned) : along.map(\.line)
    }
  }
}
