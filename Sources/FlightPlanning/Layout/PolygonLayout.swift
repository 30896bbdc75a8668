import FieldGeometry
import Quantities

/// The lines that survey a polygon: along one direction, or cell by cell, each along its own.
struct PolygonLayout {
  /// The lines, in no order that is flown.
  private(set) var lines: [SurveyLine] = []
  /// The part of the polygon that the pictures show, from 0 to 1.
  private(set) var coverage = 0.0
  /// The direction of the lines of each cell.
  private(set) var bearings: [Angle] = []
  /// The number of parallel lines.
  private(set) var lineCount = 0
  /// The widest gap between neighbouring lines, in metres.
  private(set) var rowGap = 0.0
  /// The time on the lines, in seconds.
  private(set) var seconds = 0.0
  /// The number of cells.
  let cellCount: Int

  /// Lays lines.
  ///
  /// - Parameters:
  ///   - cells: the polygon, or the cells that make it up, with the direction of the lines in each.
  ///   - polygon: which of the field's polygons it is.
  ///   - request: what is wanted; with crosshatch, lines across the first are laid too.
  ///   - design: how densely lines lie.
  init(
    _ cells: [(cell: FieldCell, bearing: Angle)],
    polygon: Int,
    request: SurveyRequest,
    design: SurveyDesign
  ) {
    cellCount = cells.count
    var shown = 0.0
    var area = 0.0
    for (cell, bearing) in cells {
      let directions = request.crosshatch ? [bearing, bearing + .degrees(90)] : [bearing]
      for (index, bearing) in directions.map(\.asLineDirection).enumerated() {
        var layout = RowLayout(cell, bearing: bearing, design: design)
        let coverage = layout.fillGaps(design: design)
        if index == 0 { shown += coverage * cell.boundary.area.squareMeters }
        bearings.append(bearing)
        lineCount += layout.lineCount
        rowGap = max(rowGap, layout.rowGap)
        let clock = WindClock(request, design: design, bearing: bearing)
        for row in layout.rows {
          seconds += clock.seconds(for: row.to - row.from)
          lines.append(
            SurveyLine(
              start: layout.sweep.point(Vector(x: row.from, y: row.offset)),
              end: layout.sweep.point(Vector(x: row.to, y: row.offset)),
              captureCount: row.captureCount,
              photoDistance: .meters(row.photoDistance),
              polygon: polygon
            )
          )
        }
      }
      area += cell.boundary.area.squareMeters
    }
    coverage = area > 0 ? min(1, shown / area) : 0
  }

  /// The layout seen from another plane; its lines stay where they are.
  func turned(by angle: Angle) -> PolygonLayout {
    var turned = self
    turned.bearings = bearings.map { ($0 + angle).asLineDirection }
    return turned
  }
}
