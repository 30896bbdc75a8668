import GeoRaster
import Imagery

/// The mask of a whole frame in memory: a class and a confidence of 8 bits for each pixel.
struct FrameMask {
  /// The class of each pixel, `[row, column]`.
  private(set) var classes: [UInt8] = []
  /// The confidence of each pixel of a class, from 0 to 255; 0 where no class is.
  private(set) var confidence: [UInt8] = []

  /// Makes room for a frame.
  init(size: PixelSize) {
    classes.reserveCapacity(size.pixelCount)
    confidence.reserveCapacity(size.pixelCount)
  }

  /// Takes a mask that an earlier run wrote.
  ///
  /// - Throws: `ImageryError.sampleCount` where the two are of different sizes.
  init(classes: ClassMask, confidence: ClassMask) throws {
    guard classes.size == confidence.size else {
      throw ImageryError.sampleCount(expected: classes.size.pixelCount, found: confidence.size.pixelCount)
    }
    self.classes = classes.classes
    self.confidence = confidence.classes
  }

  /// Takes the next rows.
  mutating func append(_ rows: MaskRows) {
    classes.append(contentsOf: rows.classes)
    confidence.append(
      contentsOf: zip(rows.classes, rows.confidence).map { value, sure in
        // Nobody asks how sure clean ground is, and zeros take no space on the disk.
        value == 0 || value == ClassMask.notSurveyed ? 0 : UInt8(min(max(sure, 0), 1) * 255)
      }
    )
  }

  /// Writes the confidences as an image.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  func writeConfidence(size: PixelSize, to path: String) throws {
    let writer = try MaskWriter(
      path: path,
      size: size,
      georeference: nil,
      description: "How sure ragweed is of each pixel's class, 0 to 255"
    )
    let none = [Float](repeating: 0, count: confidence.count)
    try writer.append(MaskRows(firstRow: 0, width: size.width, classes: confidence, confidence: none))
    try writer.finish()
  }
}
