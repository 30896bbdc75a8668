/// A piece of an image: red, green and blue in 8 bits each, and which pixels were surveyed.
public struct ImageTile: Sendable {
  /// The size of the tile.
  public let size: PixelSize

  /// The samples as `[row, column, channel]`, channels red, green, blue.
  public let rgb: [UInt8]

  /// Non-zero where a pixel was surveyed, as `[row, column]`; `nil` where every pixel was.
  public let surveyed: [UInt8]?

  /// Makes a tile.
  ///
  /// - Throws: `ImageryError.sampleCount` where the samples do not fit the size.
  public init(size: PixelSize, rgb: [UInt8], surveyed: [UInt8]?) throws {
    guard rgb.count == size.pixelCount * 3 else {
      throw ImageryError.sampleCount(expected: size.pixelCount * 3, found: rgb.count)
    }
    if let surveyed, surveyed.count != size.pixelCount {
      throw ImageryError.sampleCount(expected: size.pixelCount, found: surveyed.count)
    }
    self.size = size
    self.rgb = rgb
    self.surveyed = surveyed
  }

  /// Whether no pixel of the tile was surveyed.
  public var isOutsideSurvey: Bool { surveyed?.allSatisfy { $0 == 0 } ?? false }
}
