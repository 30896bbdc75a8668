public import Imagery
import Quantities

/// Draws what was surveyed of an image whose mask comes from top to bottom.
///
/// Large images are drawn in square blocks, about a thousand along the longer side, so that specks without data do not
/// make outlines of millions of corners; a block counts as surveyed where at least half of it is.
public struct CoverageTracer: Sendable {
  private let size: PixelSize
  private let side: Int
  private var tracer: PatchTracer
  private var counts: [Int]
  private var rowsInBlock = 0
  private var nextBlockRow = 0

  /// Makes a tracer for an image.
  public init(size: PixelSize) {
    self.size = size
    side = max(1, (max(size.width, size.height) + 1023) / 1024)
    let columns = (size.width + side - 1) / side
    tracer = PatchTracer(width: columns)
    counts = [Int](repeating: 0, count: columns)
  }

  /// Takes the next rows of the mask.
  ///
  /// - Parameters:
  ///   - rows: the rows that follow the last ones.
  ///   - emit: takes the rings of each area that the rows complete, the outer one first.
  /// - Throws: what `emit` throws.
  public mutating func append(_ rows: MaskRows, emit: ([[PixelCorner]]) throws -> Void) throws {
    for line in 0..<rows.rowCount {
      let classes = rows.classes.span.extracting(line * rows.width..<(line + 1) * rows.width)
      var start = 0
      while start < classes.count {
        let end = classes.endOfRun(from: start)
        if classes[start] != ClassMask.notSurveyed { count(start..<end) }
        start = end
      }
      rowsInBlock += 1
      if rowsInBlock == side || rows.firstRow + line == size.height - 1 { try finishBlocks(emit: emit) }
    }
  }

  /// Ends the image.
  ///
  /// - Throws: what `emit` throws.
  public mutating func finish(emit: ([[PixelCorner]]) throws -> Void) throws {
    var found: [Patch] = []
    tracer.finish { found.append($0) }
    for patch in found { try emit(corners(of: patch)) }
  }

  /// Counts pixels of a row that were surveyed.
  private mutating func count(_ columns: Range<Int>) {
    var column = columns.lowerBound
    while column < columns.upperBound {
      let block = column / side
      let end = min((block + 1) * side, columns.upperBound)
      counts[block] += end - column
      column = end
    }
  }

  private mutating func finishBlocks(emit: ([[PixelCorner]]) throws -> Void) throws {
    let classes: [UInt8] = counts.indices.map { column in
      let pixels = min(side, size.width - column * side) * rowsInBlock
      return counts[column] * 2 >= pixels ? 1 : 0
    }
    let row = try MaskRows(
      firstRow: nextBlockRow,
      width: counts.count,
      classes: classes,
      confidence: [UInt8](repeating: 0, count: counts.count)
    )
    var found: [Patch] = []
    tracer.append(row, pixelArea: { _ in .zero }, emit: { found.append($0) })
    for patch in found { try emit(corners(of: patch)) }
    counts = [Int](repeating: 0, count: counts.count)
    rowsInBlock = 0
    nextBlockRow += 1
  }

  private func corners(of patch: Patch) -> [[PixelCorner]] {
    patch.rings.map { ring in
      ring.map { PixelCorner(x: min($0.x * side, size.width), y: min($0.y * side, size.height)) }
    }
  }
}
