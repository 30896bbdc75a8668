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

  /// What turns an upright image back into the stored one.
  public var inverse: ImageOrientation {
    switch self {
    case .quarterClockwise: .quarterCounterClockwise
    case .quarterCounterClockwise: .quarterClockwise
    default: self
    }
  }

  /// The samples of an upright image.
  ///
  /// - Parameters:
  ///   - samples: the samples as stored, `[row, column, channel]`.
  ///   - size: the size as stored.
  ///   - channels: how many samples a pixel has.
  /// - Returns: the samples and the size upright.
  /// - Throws: nothing for a size that fits the samples; `ImageryError` otherwise.
  public func upright(
    _ samples: [UInt8],
    size: PixelSize,
    channels: Int = 3
  ) throws -> (samples: [UInt8], size: PixelSize) {
    try arranged(samples, size: size, channels: channels)
  }

  /// The values of an upright plane, such as the probabilities of a class.
  ///
  /// - Parameters:
  ///   - plane: the values as stored, `[row, column]`.
  ///   - size: the size as stored.
  /// - Returns: the values and the size upright.
  /// - Throws: nothing for a size that fits the values; `ImageryError` otherwise.
  public func upright(_ plane: [Float], size: PixelSize) throws -> (samples: [Float], size: PixelSize) {
    try arranged(plane, size: size, channels: 1)
  }

  // Not public: a generic function is slow where it is called from another module.
  private func arranged<Sample>(
    _ samples: [Sample],
    size: PixelSize,
    channels: Int
  ) throws -> (samples: [Sample], size: PixelSize) {
    guard self != .upright else { return (samples, size) }
    guard samples.count == size.pixelCount * channels else {
      throw ImageryError.sampleCount(expected: size.pixelCount * channels, found: samples.count)
    }
    let turned = rawValue >= 5 ? try PixelSize(width: size.height, height: size.width) : size
    let (first, acrossStep, downStep) = path(through: size)
    let from = samples.span
    var result: [Sample] = []
    result.reserveCapacity(samples.count)
    for row in 0..<turned.height {
      var source = (first + row * downStep) * channels
      for _ in 0..<turned.width {
        for channel in 0..<channels { result.append(from[source + channel]) }
        source += acrossStep * channels
      }
    }
    return (result, turned)
  }

  /// The stored pixel that becomes the upright image's first, and the steps to its right and lower neighbours, in pixels.
  private func path(through size: PixelSize) -> (first: Int, acrossStep: Int, downStep: Int) {
    let (width, lastRow) = (size.width, (size.height - 1) * size.width)
    return switch self {
    case .upright: (0, 1, width)
    case .mirrored: (width - 1, -1, width)
    case .upsideDown: (lastRow + width - 1, -1, -width)
    case .flipped: (lastRow, 1, -width)
    case .transposed: (0, width, 1)
    case .quarterClockwise: (lastRow, -width, 1)
    case .transversed: (lastRow + width - 1, -width, -1)
    case .quarterCounterClockwise: (width - 1, width, -1)
    }
  }
}
