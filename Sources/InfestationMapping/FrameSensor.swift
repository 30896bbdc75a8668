import Imagery
public import Quantities

/// The sensor of a camera.
public struct FrameSensor: Sendable, Hashable {
  /// The width of the sensor's used area, along the rows.
  public let width: Length
  /// The pixels along a row at full size.
  public let widthInPixels: Int
  /// The pixels along a column at full size.
  public let heightInPixels: Int

  /// Makes a sensor.
  public init(width: Length, widthInPixels: Int, heightInPixels: Int) {
    self.width = width
    self.widthInPixels = widthInPixels
    self.heightInPixels = heightInPixels
  }

  /// How many pixels of a frame the whole width of the sensor would take.
  ///
  /// A camera that gives 4:3 out of a sensor of 3:2 leaves columns out at both sides: such a frame has the height of the
  /// full size, or a half, a quarter or an eighth of it. One that gives 16:9 leaves rows out, and has the full width.
  func row(of frame: PixelSize) -> Double {
    for divisor in [1, 2, 4, 8] where heightInPixels / divisor == frame.height {
      return max(Double(frame.width), Double(widthInPixels) / Double(divisor))
    }
    return Double(frame.width)
  }
}
