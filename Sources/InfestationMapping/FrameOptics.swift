public import Quantities

/// The size of a sensor and the focal length before it.
public struct FrameOptics: Sendable, Hashable {
  /// The width of the sensor, along the image's rows.
  public let sensorWidth: Length

  /// The focal length.
  public let focalLength: Length

  /// Makes optics.
  public init(sensorWidth: Length, focalLength: Length) {
    self.sensorWidth = sensorWidth
    self.focalLength = focalLength
  }

  /// The focal length in pixels of an image of a width, which may be smaller than the sensor's.
  public func focalLengthInPixels(imageWidth: Int) -> Double { focalLength / (sensorWidth / Double(imageWidth)) }
}
