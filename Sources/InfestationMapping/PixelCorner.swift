/// A corner between pixels, counted from the top left corner of the image.
public struct PixelCorner: Sendable, Hashable {
  /// Columns to the left of the corner.
  public let x: Int

  /// Rows above the corner.
  public let y: Int

  /// Makes a corner.
  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}
