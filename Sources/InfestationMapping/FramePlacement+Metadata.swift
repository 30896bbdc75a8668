public import Imagery
public import Quantities

extension FramePlacement {
  /// Places a frame by its metadata.
  ///
  /// - Parameters:
  ///   - metadata: what the frame says about itself.
  ///   - imageSize: the size of the frame.
  ///   - height: the height above the ground, where the user knows better than the frame.
  ///   - sensor: the width of the sensor of a camera, and the pixels along it at full size, by the name in EXIF.
  /// - Throws: `InfestationMappingError` where something is missing or the camera did not look straight down.
  public init(
    _ metadata: FrameMetadata,
    imageSize: PixelSize,
    height: Length?,
    sensor: (_ model: String) -> (width: Length, widthInPixels: Int)?
  ) throws {
    guard let position = metadata.position else {
      throw InfestationMappingError.missingFrameMetadata(
        what: "a position (GPS)",
        remedy: "Take the original file from the drone's card"
      )
    }
    guard let height = height ?? metadata.heightAboveTakeoff else {
      throw InfestationMappingError.missingFrameMetadata(
        what: "a height above the take-off",
        remedy: "Give the height above the ground with --height"
      )
    }
    guard let yaw = metadata.yaw, let tilt = metadata.tilt else {
      throw InfestationMappingError.missingFrameMetadata(
        what: "the camera's direction (XMP gimbal angles)",
        remedy: "Map an orthophoto made from such frames instead"
      )
    }
    try self.init(
      pose: FramePose(position: position, heightAboveGround: height, yaw: yaw, tilt: tilt),
      optics: try Self.optics(metadata, imageSize: imageSize, sensor: sensor),
      imageSize: imageSize,
      fix: metadata.fixedPositionDeviation.map { .realTimeKinematic(deviation: $0) } ?? .standalone
    )
  }

  /// The optics: calibrated focal length before nominal, sensor width before the 35 mm equivalent, which is 5 % off.
  private static func optics(
    _ metadata: FrameMetadata,
    imageSize: PixelSize,
    sensor: (String) -> (width: Length, widthInPixels: Int)?
  ) throws -> FrameOptics {
    if let sensor = metadata.model.flatMap(sensor), let nominal = metadata.focalLength {
      return FrameOptics(
        sensorWidth: sensor.width,
        focalLength: calibratedFocalLength(metadata, imageSize: imageSize, sensor: sensor, nominal: nominal) ?? nominal
      )
    }
    if let equivalent = metadata.focalLengthOn35mmFilm {
      return FrameOptics(sensorWidth: .millimeters(36), focalLength: equivalent)
    }
    throw InfestationMappingError.missingFrameMetadata(
      what: "a focal length, or the camera '\(metadata.model ?? "unknown")' is not in the database",
      remedy: "Add the camera to a file and give it with --catalog"
    )
  }

  /// The calibrated focal length as a length; nil where the frame has none that makes sense.
  ///
  /// It is stated in pixels of the camera's full size, or of the frame where that was made smaller; a calibration is
  /// within 10 % of the nominal focal length, which tells the two apart.
  private static func calibratedFocalLength(
    _ metadata: FrameMetadata,
    imageSize: PixelSize,
    sensor: (width: Length, widthInPixels: Int),
    nominal: Length
  ) -> Length? {
    guard let pixels = metadata.calibratedFocalLengthInPixels else { return nil }
    return [sensor.widthInPixels, imageSize.width]
      .map { sensor.width / Double($0) * pixels }
      .first { ($0 / nominal - 1).magnitude < 0.1 }
  }
}
