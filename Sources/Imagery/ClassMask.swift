/// A class for each pixel of an image.
public struct ClassMask: Sendable, Hashable {
  /// The value of pixels that no camera saw: apart from 0, which is seen and clean.
  public static let notSurveyed: UInt8 = 255

  /// The size of the mask.
  public let size: PixelSize

  /// The class of each pixel as `[row, column]`: 0 clean, from 1 on the classes, 255 not surveyed.
  public let classes: [UInt8]

  /// Makes a mask.
  ///
  /// - Throws: `ImageryError.sampleCount` where the classes do not fit the size.
  public init(size: PixelSize, classes: [UInt8]) throws {
    guard classes.count == size.pixelCount else {
      throw ImageryError.sampleCount(expected: size.pixelCount, found: classes.count)
    }
    self.size = size
    self.classes = classes
  }

  /// The mask with other numbers for its classes.
  ///
  /// - Parameter values: what stands for each of the 256 values.
  /// - Returns: the mask.
  /// - Throws: nothing.
  public func replacing(_ values: [UInt8]) throws -> ClassMask {
    try ClassMask(size: size, classes: classes.map { values[Int($0)] })
  }
}
