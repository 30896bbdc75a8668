import GeoRaster
import Imagery

/// A small picture of an input with the outlines of what was found, for people without a GIS.
struct OverlayPicture {
  /// The longest side of a picture: it fits a screen and a message.
  private static let longestSide = 2000
  /// Rows of the picture that are made at once.
  private static let rowsAtOnce = 16

  private let factor: Int
  private let size: PixelSize
  private var rgb: [UInt8] = []
  private var classes: [UInt8] = []

  /// Draws an image and its mask.
  ///
  /// - Parameters:
  ///   - source: the image.
  ///   - maskPath: its mask.
  /// - Throws: what reading them throws.
  init(_ source: some RasterSource, maskPath: String) throws {
    factor = max(1, (max(source.size.width, source.size.height) + Self.longestSide - 1) / Self.longestSide)
    size = try PixelSize(
      width: (source.size.width + factor - 1) / factor,
      height: (source.size.height + factor - 1) / factor
    )
    for top in stride(from: 0, to: source.size.height, by: Self.rowsAtOnce * factor) {
      let strip = try PixelSize(
        width: source.size.width,
        height: min(Self.rowsAtOnce * factor, source.size.height - top)
      )
      let window = PixelRect(x: 0, y: top, size: strip)
      let mask = try MaskReader.read(path: maskPath, window: window)
      shrink(try source.read(window), classes: mask.classes)
    }
    drawOutlines()
  }

  /// Writes the picture as JPEG.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  func write(to path: String) throws { try PictureWriter.writeJPEG(rgb, size: size, to: path) }

  /// Adds rows: the mean colour of what was surveyed of a square, and the class of any plant in it.
  private mutating func shrink(_ tile: ImageTile, classes values: [UInt8]) {
    let tileWidth = tile.size.width
    for top in stride(from: 0, to: tile.size.height, by: factor) {
      for left in stride(from: 0, to: tileWidth, by: factor) {
        var sums = (red: 0, green: 0, blue: 0)
        var count = 0
        var found: UInt8 = 0
        for row in top..<min(top + factor, tile.size.height) {
          for place in (row * tileWidth + left)..<(row * tileWidth + min(left + factor, tileWidth)) {
            let value = values[place]
            guard value != ClassMask.notSurveyed else { continue }
            count += 1
            found = max(found, value)
            sums.red += Int(tile.rgb[place * 3])
            sums.green += Int(tile.rgb[place * 3 + 1])
            sums.blue += Int(tile.rgb[place * 3 + 2])
          }
        }
        let blank = ClassPalette.notSurveyed
        rgb +=
          count == 0
          ? [blank.red, blank.green, blank.blue]
          : [UInt8(sums.red / count), UInt8(sums.green / count), UInt8(sums.blue / count)]
        classes.append(found)
      }
    }
  }

  /// Colours the places on both sides of each outline.
  private mutating func drawOutlines() {
    for row in 0..<size.height {
      for column in 0..<size.width {
        let place = row * size.width + column
        if column + 1 < size.width { draw(place, place + 1) }
        if row + 1 < size.height { draw(place, place + size.width) }
      }
    }
  }

  private mutating func draw(_ first: Int, _ second: Int) {
    guard classes[first] != classes[second] else { return }
    let color = ClassPalette.color(of: max(classes[first], classes[second]))
    for place in [first, second] {
      rgb[place * 3] = color.red
      rgb[place * 3 + 1] = color.green
      rgb[place * 3 + 2] = color.blue
    }
  }
}
