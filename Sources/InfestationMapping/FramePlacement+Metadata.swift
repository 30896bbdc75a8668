public import Imagery
public import Quantities

extension FramePlacement {
  /// Places a frame by its metadata.
  ///
  /// - Parameters:
  ///   - metadata: what the frame says about itself.
  ///   - imageSize: the size of the frame, upright.
  ///   - height: the height above the ground, where the user knows better than the frame.
  ///   - sensor: the width of the sensor of a camera, and the pixels along it at full size, by the name in EXIF.
  /// - Throws: `InfestationMappingError` where something is missing or the frame shows no ground that can be mapped.
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
    guard let knownHeight = height ?? metadata.heightAboveTakeoff else {
      throw InfestationMappingError.missingFrameMetadata(
        what: "a height above the take-off",
        remedy: "Give the height above the ground with --height"
      )
    }
    guard let yaw = metadata.gimbalYaw, let pitch = metadata.gimbalPitch else {
      throw InfestationMappingError.missingFrameMetadata(
        what: "the camera's direction (XMP gimbal angles)",
        remedy: "Give it in a table with --poses, or map an orthophoto made from such frames"
      )
    }
    // The focal length in pixels counts along the stored rows, which an upright frame may have as columns.
    let rowInPixels = metadata.liesOnItsSide ? imageSize.height : imageSize.width
    let optics = try Self.optics(metadata, rowInPixels: rowInPixels, sensor: sensor)
    try self.init(
      pose: FramePose(
        position: position,
        heightAboveGround: knownHeight,
        yaw: yaw,
        pitch: pitch,
        roll: metadata.gimbalRoll ?? .zero
      ),
      focalLengthInPixels: optics.focalLengthInPixels(imageWidth: rowInPixels),
      imageSize: imageSize,
      fix: metadata.positionFix,
      heightBasis: height == nil ? .takeoff : .stated
    )
  }

  /// The same frame at another height above the ground, found on an elevation model.
  ///
  /// - Throws: `InfestationMappingError` where the height is not positive.
  public func onTerrain(heightAboveGround: Length) throws -> FramePlacement {
    try FramePlacement(
      pose: pose.at(height: heightAboveGround),
      focalLengthInPixels: focalLengthInPixels,
      imageSize: imageSize,
      fix: fix,
      heightBasis: .terrain
    )
  }

  /// The optics: calibrated focal length before nominal, sensor width before the 35 mm equivalent, which is 5 % off.
  private static func optics(
    _ metadata: FrameMetadata,
    rowInPixels: Int,
    sensor: (String) -> (width: Length, widthInPixels: Int)?
  ) throws -> FrameOptics {
    if let sensor = metadata.model.flatMap(sensor), let nominal = metadata.focalLength {
      return FrameOptics(
        sensorWidth: sensor.width,
        focalLength: calibratedFocalLength(metadata, rowInPixels: rowInPixels, sensor: sensor, nominal: nominal)
          ?? nominal
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
    rowInPixels: Int,
    sensor: (width: Length, widthInPixels: Int),
    nominal: Length
  ) -> Length? {
    guard let pixels = metadata.calibratedFocalLengthInPixels else { return nil }
    return [sensor.widthInPixels, rowInPixels]
      .map { sensor.width / Double($0) * pixels }
      .first { ($0 / nominal - 1).magnitude < 0.1 }
  }
}
