public import Imagery
import Quantities

/// Chooses for each place on the ground the frame that shows it most steeply, so that overlapping frames become one map.
///
/// The grid is cut into cells of 16 pixels. Where the frame that looks most steeply at a cell's middle shows all of the
/// cell, it has the whole cell; elsewhere each pixel is decided alone. The choice depends on the frames' places only, so it
/// is the same whichever frame asks.
public struct BestView: Sendable {
  /// Pixels along a cell.
  static let cell = 16

  /// The frames.
  public let views: [FrameView]

  private let size: PixelSize
  /// The frames that reach into each area of the grid, so that a place need not be looked for in all.
  private let byArea: [PixelCorner: [Int]]

  /// Pixels along an area.
  private static let area = 4096

  /// Takes the frames of a grid.
  ///
  /// - Parameters:
  ///   - views: the frames.
  ///   - size: the size of the grid.
  public init(views: [FrameView], size: PixelSize) {
    self.views = views
    self.size = size
    var byArea: [PixelCorner: [Int]] = [:]
    for (index, view) in views.enumerated() where !view.columns.isEmpty && !view.rows.isEmpty {
      for y in (view.rows.lowerBound / Self.area)...((view.rows.upperBound - 1) / Self.area) {
        for x in (view.columns.lowerBound / Self.area)...((view.columns.upperBound - 1) / Self.area) {
          byArea[PixelCorner(x: x, y: y), default: []].append(index)
        }
      }
    }
    self.byArea = byArea
  }

  /// The heights of the ground at the corners of the cells that a frame may show, row by row.
  public struct Ground: Sendable {
    fileprivate let heights: [Double]?
    fileprivate let firstColumn: Int
    fileprivate let firstRow: Int
    fileprivate let width: Int

    /// Level ground at the height 0.
    public static let level = Ground(heights: nil, firstColumn: 0, firstRow: 0, width: 0)

    fileprivate var isLevel: Bool { heights == nil }

    fileprivate func height(column: Double, row: Double) -> Double {
      guard let heights else { return 0 }
      let x = column / Double(BestView.cell) - Double(firstColumn)
      let y = row / Double(BestView.cell) - Double(firstRow)
      let left = min(max(Int(bounded: x), 0), width - 2)
      let top = min(max(Int(bounded: y), 0), heights.count / width - 2)
      let (u, v) = (x - Double(left), y - Double(top))
      let place = top * width + left
      let upper = heights[place] * (1 - u) + heights[place + 1] * u
      let lower = heights[place + width] * (1 - u) + heights[place + width + 1] * u
      return upper * (1 - v) + lower * v
    }
  }

  /// The places whose heights `ground(of:heights:)` needs for a frame, as columns and rows of the grid, row by row.
  public func groundPlaces(of frame: Int) -> [PixelCorner] {
    let (columns, rows) = cells(of: views[frame])
    return (rows.lowerBound...rows.upperBound).flatMap { row in
      (columns.lowerBound...columns.upperBound).map { PixelCorner(x: $0 * Self.cell, y: row * Self.cell) }
    }
  }

  /// The ground under a frame.
  ///
  /// - Parameters:
  ///   - frame: the frame's number.
  ///   - heights: a height in metres for each of `groundPlaces(of:)`; not a number where none is known.
  /// - Returns: the ground, with heights between the places by interpolation.
  public func ground(of frame: Int, heights: [Double]) -> Ground {
    let (columns, rows) = cells(of: views[frame])
    return Ground(
      heights: heights,
      firstColumn: columns.lowerBound,
      firstRow: rows.lowerBound,
      width: columns.count + 1
    )
  }

  private func cells(of view: FrameView) -> (columns: Range<Int>, rows: Range<Int>) {
    func cells(_ range: Range<Int>) -> Range<Int> {
      range.lowerBound / Self.cell..<(range.upperBound + Self.cell - 1) / Self.cell
    }
    return (cells(view.columns), cells(view.rows))
  }

  /// Calls the body with each row of cells in which a frame has pixels.
  ///
  /// - Parameters:
  ///   - frame: the frame's number.
  ///   - ground: the ground under it.
  ///   - body: takes the window of the grid, and for each of its pixels the place `row * width + column` in the frame, or
  ///     -1 where another frame has the pixel or none.
  /// - Throws: what the body throws, and `ImageryError` never.
  public func forEachStrip(
    of frame: Int,
    on ground: Ground,
    _ body: (_ window: PixelRect, _ sources: [Int32]) throws -> Void
  ) throws {
    let view = views[frame]
    let rivals = views.indices.filter { index in
      views[index].columns.overlaps(view.columns) && views[index].rows.overlaps(view.rows)
    }
    let (columns, rows) = cells(of: view)
    let left = columns.lowerBound * Self.cell
    let width = min(columns.upperBound * Self.cell, size.width) - left
    for cellRow in rows {
      let top = cellRow * Self.cell
      let height = min(Self.cell, size.height - top)
      var sources = [Int32](repeating: -1, count: width * height)
      var isEmpty = true
      for cellColumn in columns {
        let x = cellColumn * Self.cell
        let cell = PixelRect(x: x, y: top, size: try PixelSize(width: min(Self.cell, size.width - x), height: height))
        let choice = choice(in: cell, among: rivals, on: ground)
        let candidates: [Int]?
        switch choice {
        case .other: continue
        case .one where ground.isLevel && view.isStraight:
          for row in cell.rows {
            view.lay(row: row, columns: cell.columns, into: &sources, at: (row - top) * width + x - left)
          }
          isEmpty = false
          continue
        case .one: candidates = nil
        case .perPixel(let several): candidates = several
        }
        for row in cell.rows {
          for column in cell.columns {
            let (middleColumn, middleRow) = (Double(column) + 0.5, Double(row) + 0.5)
            let height = ground.height(column: middleColumn, row: middleRow)
            guard let sight = view.sight(column: middleColumn, row: middleRow, ground: height) else { continue }
            if let candidates,
              best(column: middleColumn, row: middleRow, ground: height, among: candidates)?.frame != frame
            {
              continue
            }
            sources[(row - top) * width + column - left] =
              Int32(Int(bounded: sight.y) * view.placement.imageSize.width + Int(bounded: sight.x))
            isEmpty = false
          }
        }
      }
      if !isEmpty {
        try body(PixelRect(x: left, y: top, size: try PixelSize(width: width, height: height)), sources)
      }
    }

    func choice(in cell: PixelRect, among rivals: [Int], on ground: Ground) -> Choice {
      let candidates = rivals.filter {
        views[$0].columns.overlaps(cell.columns) && views[$0].rows.overlaps(cell.rows)
      }
      guard candidates.contains(frame) else { return .other }
      let middleColumn = Double(cell.x) + Double(cell.size.width) / 2
      let middleRow = Double(cell.y) + Double(cell.size.height) / 2
      let height = ground.height(column: middleColumn, row: middleRow)
      guard let best = best(column: middleColumn, row: middleRow, ground: height, among: candidates) else {
        return .perPixel(candidates)
      }
      let corners = [
        (cell.columns.lowerBound, cell.rows.lowerBound), (cell.columns.upperBound, cell.rows.lowerBound),
        (cell.columns.lowerBound, cell.rows.upperBound), (cell.columns.upperBound, cell.rows.upperBound),
      ]
      let isWhole = corners.allSatisfy { column, row in
        let (column, row) = (Double(column), Double(row))
        let height = ground.height(column: column, row: row)
        return views[best.frame].sight(column: column, row: row, ground: height) != nil
      }
      if isWhole { return best.frame == frame ? .one : .other }
      return .perPixel(candidates)
    }
  }

  private enum Choice {
    /// The frame has the whole cell.
    case one
    /// Each pixel is decided alone.
    case perPixel([Int])
    /// Another frame has the whole cell.
    case other
  }

  /// The frame that shows a place most steeply; the first of equals.
  private func best(
    column: Double,
    row: Double,
    ground: Double,
    among candidates: [Int]
  ) -> (frame: Int, slant: Double)? {
    var best: (frame: Int, slant: Double)?
    for frame in candidates {
      guard let sight = views[frame].sight(column: column, row: row, ground: ground) else { continue }
      if best.map({ sight.slant < $0.slant }) ?? true { best = (frame, sight.slant) }
    }
    return best
  }

  /// The frame that shows a place most steeply, taking the ground under each camera as level, and how far from the point
  /// under its camera the place is, in metres.
  ///
  /// - Returns: where no frame shows the place, the nearest; nil without frames.
  public func source(column: Double, row: Double) -> (frame: Int, distance: Double)? {
    let near = near(column: column, row: row)
    if let found = nearest(column: column, row: row, among: near), found.slant.isFinite {
      return (found.frame, found.distance)
    }
    return nearest(column: column, row: row, among: Array(views.indices)).map { ($0.frame, $0.distance) }
  }

  private func nearest(
    column: Double,
    row: Double,
    among frames: [Int]
  ) -> (frame: Int, distance: Double, slant: Double)? {
    let candidates = frames.map { frame -> (frame: Int, distance: Double, slant: Double) in
      let view = views[frame]
      let (east, north) = view.offset(column: column, row: row)
      let ground = view.cameraHeight - view.placement.pose.heightAboveGround.meters
      let slant = view.sight(column: column, row: row, ground: ground)?.slant ?? .infinity
      return (frame, (east * east + north * north).squareRoot(), slant)
    }
    return candidates.min { ($0.slant, $0.distance) < ($1.slant, $1.distance) }
  }

  /// The frames whose surroundings are near a place, ascending.
  private func near(column: Double, row: Double) -> [Int] {
    guard column >= 0, row >= 0, column < 1e9, row < 1e9 else { return [] }
    return byArea[PixelCorner(x: Int(bounded: column) / Self.area, y: Int(bounded: row) / Self.area)] ?? []
  }
}
