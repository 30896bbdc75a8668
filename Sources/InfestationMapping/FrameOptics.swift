public import Imagery
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

  /// The ground sampling distance of a nadir image: height times pixel pitch over focal length.
  ///
  /// - Parameters:
  ///   - height: the height of the camera above the ground.
  ///   - imageSize: the size of the image, which may be smaller than the sensor's.
  /// - Returns: the length on the ground of one pixel.
  public func groundSamplingDistance(at height: Length, imageSize: PixelSize) -> GroundSamplingDistance {
    let pixelPitch = sensorWidth / Double(imageSize.width)
    return GroundSamplingDistance(height * (pixelPitch / focalLength))
  }
}
