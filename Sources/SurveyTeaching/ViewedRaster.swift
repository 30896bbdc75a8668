import Imagery
import Quantities

/// A part of an image in another view, read as if it were an image.
struct ViewedRaster: RasterSource {
  let size: PixelSize

  private let source: any RasterSource
  private let part: PixelRect
  private let view: PictureView

  /// Takes a part of an image; it must lie in it.
  ///
  /// - Throws: `ImageryError` where the view has no pixel.
  init(_ source: any RasterSource, part: PixelRect, view: PictureView) throws {
    self.source = source
    self.part = part
    self.view = view
    let (width, height) = view.isTransposed ? (part.size.height, part.size.width) : (part.size.width, part.size.height)
    func zoomed(_ side: Int) -> Int { max(1, Int(bounded: (Double(side) * view.zoom).rounded())) }
    size = try PixelSize(width: zoomed(width), height: zoomed(height))
  }

  /// Where a pixel of the image is seen; nil where the view does not show it.
  func place(x: Int, y: Int) -> (x: Int, y: Int)? {
    guard part.columns.contains(x), part.rows.contains(y) else { return nil }
    let (along, down) = view.isTransposed ? (y - part.y, x - part.x) : (x - part.x, y - part.y)
    let (width, height) = view.isTransposed ? (part.size.height, part.size.width) : (part.size.width, part.size.height)
    let column = (along * 2 + 1) * size.width / (2 * width)
    let row = (down * 2 + 1) * size.height / (2 * height)
    return (view.isMirrored ? size.width - 1 - column : column, row)
  }

  /// Reads a window of the view; between pixels of the image the numbers are interpolated.
  ///
  /// - Throws: what the image throws.
  func read(_ window: PixelRect) throws -> ImageTile {
    let tile = try source.read(part)
    let (width, height) = view.isTransposed ? (part.size.height, part.size.width) : (part.size.width, part.size.height)
    let columns = window.columns.map { column in
      Place(view.isMirrored ? size.width - 1 - column : column, of: size.width, in: width)
    }
    let rows = window.rows.map { Place($0, of: size.height, in: height) }
    // What a step along and down a view is in the samples of the part.
    let (along, down) = view.isTransposed ? (part.size.width, 1) : (1, part.size.width)
    let curves = (0..<3).map(view.curve)
    var rgb: [UInt8] = []
    rgb.reserveCapacity(3 * window.size.pixelCount)
    var surveyed: [UInt8]? = tile.surveyed == nil ? nil : []
    for row in rows {
      let (upper, lower) = (row.first * down, row.next * down)
      for column in columns {
        let (left, right) = (column.first * along, column.next * along)
        for channel in 0..<3 {
          func sample(_ pixel: Int) -> Float { Float(tile.rgb[3 * pixel + channel]) }
          let top = sample(upper + left) * (1 - column.share) + sample(upper + right) * column.share
          let bottom = sample(lower + left) * (1 - column.share) + sample(lower + right) * column.share
          let level = top * (1 - row.share) + bottom * row.share
          rgb.append(curves[channel][Int(bounded: Double(level + 0.5))])
        }
        if let known = tile.surveyed {
          surveyed?.append(known[(row.share < 0.5 ? upper : lower) + (column.share < 0.5 ? left : right)])
        }
      }
    }
    return try ImageTile(size: window.size, rgb: rgb, surveyed: surveyed)
  }

  /// The two places of a row that a place of a longer or shorter one lies between.
  private struct Place {
    let first: Int
    let next: Int
    let share: Float

    init(_ index: Int, of count: Int, in total: Int) {
      let position = (Float(index) + 0.5) * Float(total) / Float(count) - 0.5
      let inside = min(max(position, 0), Float(total - 1))
      first = Int(bounded: Double(inside))
      next = min(first + 1, total - 1)
      share = inside - Float(first)
    }
  }
}
