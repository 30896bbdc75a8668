/// The size of an image in pixels; never empty.
public struct PixelSize: Sendable, Hashable, CustomStringConvertible {
  /// Pixels in a row.
  public let width: Int

  /// Rows.
  public let height: Int

  /// Makes a size.
  ///
  /// - Throws: `ImageryError.emptyImage` where a side is not positive.
  public init(width: Int, height: Int) throws {
    guard width > 0, height > 0 else { throw ImageryError.emptyImage(width: width, height: height) }
    self.width = width
    self.height = height
  }

  /// Pixels in all.
  public var pixelCount: Int { width * height }

  /// The size as `width x height px`.
  public var description: String { "\(width) x \(height) px" }
}
