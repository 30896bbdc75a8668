/// A rectangle of pixels; `x` grows to the right, `y` downwards, both from the top left corner of the image.
public struct PixelRect: Sendable, Hashable {
  /// The first column.
  public let x: Int

  /// The first row.
  public let y: Int

  /// The size of the rectangle.
  public let size: PixelSize

  /// Makes a rectangle.
  public init(x: Int, y: Int, size: PixelSize) {
    self.x = x
    self.y = y
    self.size = size
  }

  /// The columns of the rectangle.
  public var columns: Range<Int> { x..<(x + size.width) }

  /// The rows of the rectangle.
  public var rows: Range<Int> { y..<(y + size.height) }
}
