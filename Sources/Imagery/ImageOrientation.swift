/// How the stored rows of an image have to be turned to stand upright: the value of EXIF's Orientation.
public enum ImageOrientation: Int, Sendable, CaseIterable {
  /// As stored.
  case upright = 1
  /// Left and right exchanged.
  case mirrored = 2
  /// Turned by half a turn.
  case upsideDown = 3
  /// Top and bottom exchanged.
  case flipped = 4
  /// Rows and columns exchanged.
  case transposed = 5
  /// To be turned a quarter clockwise.
  case quarterClockwise = 6
  /// Rows and columns exchanged, then turned by half a turn.
  case transversed = 7
  /// To be turned a quarter counter-clockwise.
  case quarterCounterClockwise = 8

  /// The samples of an upright image.
  ///
  /// - Parameters:
  ///   - rgb: the samples as stored, `[row, column, channel]`.
  ///   - size: the size as stored.
  /// - Returns: the samples and the size upright.
  /// - Throws: nothing for a size that fits the samples; `ImageryError` otherwise.
  public func upright(_ rgb: [UInt8], size: PixelSize) throws -> (rgb: [UInt8], size: PixelSize) {
    guard self != .upright else { return (rgb, size) }
    guard rgb.count == size.pixelCount * 3 else {
      throw ImageryError.sampleCount(expected: size.pixelCount * 3, found: rgb.count)
    }
    let (width, height) = (size.width, size.height)
    let turned = rawValue >= 5 ? try PixelSize(width: height, height: width) : size
    var result = [UInt8](repeating: 0, count: rgb.count)
    let from = rgb.span
    var place = 0
    for row in 0..<turned.height {
      for column in 0..<turned.width {
        let (x, y) =
          switch self {
          case .upright: (column, row)
          case .mirrored: (width - 1 - column, row)
          case .upsideDown: (width - 1 - column, height - 1 - row)
          case .flipped: (column, height - 1 - row)
          case .transposed: (row, column)
          case .quarterClockwise: (row, height - 1 - column)
          case .transversed: (width - 1 - row, height - 1 - column)
          case .quarterCounterClockwise: (width - 1 - row, column)
          }
        let source = (y * width + x) * 3
        result[place] = from[source]
        result[place + 1] = from[source + 1]
        result[place + 2] = from[source + 2]
        place += 3
      }
    }
    return (result, turned)
  }
}
