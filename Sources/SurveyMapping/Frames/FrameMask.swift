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
  ///
  /// - Returns: how sure the model is of them, as they are kept.
  mutating func append(_ rows: MaskRows) -> [UInt8] {
    let sure = Self.confidence(of: rows)
    classes.append(contentsOf: rows.classes)
    confidence.append(contentsOf: sure)
    return sure
  }

  private static func confidence(of rows: MaskRows) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: rows.classes.count)
    let classes = rows.classes.span
    let given = rows.confidence.span
    var kept = result.mutableSpan
    // Nobody asks how sure clean ground is, and zeros take no space on the disk.
    for place in classes.indices where classes[place] != 0 && classes[place] != ClassMask.notSurveyed {
      kept[place] = given[place]
    }
    return result
  }
}
