import Imagery

/// The mask of a whole frame in memory: a class and a confidence of 8 bits for each pixel.
struct FrameMask {
  /// The class of each pixel, `[row, column]`.
  private(set) var classes: [UInt8] = []
  /// The confidence of each pixel, from 0 to 255.
  private(set) var confidence: [UInt8] = []

  /// Makes room for a frame.
  init(size: PixelSize) {
    classes.reserveCapacity(size.pixelCount)
    confidence.reserveCapacity(size.pixelCount)
  }

  /// Takes the next rows.
  mutating func append(_ rows: MaskRows) {
    classes.append(contentsOf: rows.classes)
    confidence.append(contentsOf: rows.confidence.map { UInt8(min(max($0, 0), 1) * 255) })
  }
}
