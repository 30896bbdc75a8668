/// Square tiles that cover an image with at least a given overlap, evenly spread, none reaching beyond the image.
///
/// Where the image is smaller than a tile, the one tile begins at 0 and the caller pads it.
public struct TileGrid: Sendable, Hashable {
  /// The size of the image.
  public let imageSize: PixelSize

  /// The side of a tile in pixels.
  public let tileInPixels: Int

  /// The first column of each column of tiles, ascending.
  public let columnOrigins: [Int]

  /// The first row of each row of tiles, ascending.
  public let rowOrigins: [Int]

  /// Lays tiles over an image.
  ///
  /// - Parameters:
  ///   - imageSize: the size of the image.
  ///   - tileInPixels: the side of a tile, positive.
  ///   - overlapInPixels: the least overlap of neighbouring tiles, from 0 to half of a tile.
  /// - Throws: `ImageryError` where the tile or the overlap is out of range.
  public init(imageSize: PixelSize, tileInPixels: Int, overlapInPixels: Int) throws {
    _ = try PixelSize(width: tileInPixels, height: tileInPixels)
    guard (0...(tileInPixels / 2)).contains(overlapInPixels) else {
      throw ImageryError.overlapOutOfRange(overlapInPixels: overlapInPixels, tileInPixels: tileInPixels)
    }
    self.imageSize = imageSize
    self.tileInPixels = tileInPixels
    columnOrigins = Self.origins(length: imageSize.width, tile: tileInPixels, overlap: overlapInPixels)
    rowOrigins = Self.origins(length: imageSize.height, tile: tileInPixels, overlap: overlapInPixels)
  }

  /// How many tiles there are.
  public var tileCount: Int { columnOrigins.count * rowOrigins.count }

  /// The part of the image under a tile.
  ///
  /// - Throws: nothing for a column and row of the grid; `ImageryError.emptyImage` otherwise.
  public func window(column: Int, row: Int) throws -> PixelRect {
    let x = columnOrigins[column]
    let y = rowOrigins[row]
    let size = try PixelSize(
      width: min(tileInPixels, imageSize.width - x),
      height: min(tileInPixels, imageSize.height - y)
    )
    return PixelRect(x: x, y: y, size: size)
  }

  /// The part of the image that is nearer to a tile's middle than to its neighbours': these parts cover the image once.
  ///
  /// - Throws: nothing for a column and row of the grid; `ImageryError.emptyImage` otherwise.
  public func cell(column: Int, row: Int) throws -> PixelRect {
    let columns = cell(column, of: columnOrigins, length: imageSize.width)
    let rows = cell(row, of: rowOrigins, length: imageSize.height)
    return PixelRect(
      x: columns.lowerBound,
      y: rows.lowerBound,
      size: try PixelSize(width: columns.count, height: rows.count)
    )
  }

  /// The pixels along a side from the middle of one overlap to that of the next.
  private func cell(_ index: Int, of origins: [Int], length: Int) -> Range<Int> {
    let first = index == 0 ? 0 : (origins[index - 1] + tileInPixels + origins[index]) / 2
    let isLast = index == origins.count - 1
    return first..<(isLast ? length : (origins[index] + tileInPixels + origins[index + 1]) / 2)
  }

  private static func origins(length: Int, tile: Int, overlap: Int) -> [Int] {
    guard length > tile else { return [0] }
    let span = length - tile
    let stride = tile - overlap
    let steps = (span + stride - 1) / stride
    return (0...steps).map { ($0 * span * 2 + steps) / (steps * 2) }
  }
}
