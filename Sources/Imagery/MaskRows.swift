/// Finished rows of a class mask, over the whole width of the image.
public struct MaskRows: Sendable {
  /// The first row.
  public let firstRow: Int

  /// Pixels in a row.
  public let width: Int

  /// The class of each pixel as `[row, column]`: 0 clean, from 1 on the classes, `ClassMask.notSurveyed`.
  public let classes: [UInt8]

  /// The probability of each pixel's class as `[row, column]`, in 255ths.
  public let confidence: [UInt8]

  /// How many rows these are.
  public var rowCount: Int { classes.count / width }

  /// Makes rows.
  ///
  /// - Throws: `ImageryError.sampleCount` where the samples are no whole rows.
  public init(firstRow: Int, width: Int, classes: [UInt8], confidence: [UInt8]) throws {
    guard width > 0, classes.count.isMultiple(of: width) else {
      throw ImageryError.sampleCount(expected: width, found: classes.count)
    }
    guard confidence.count == classes.count else {
      throw ImageryError.sampleCount(expected: classes.count, found: confidence.count)
    }
    self.firstRow = firstRow
    self.width = width
    self.classes = classes
    self.confidence = confidence
  }
}
