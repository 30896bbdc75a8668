public import Imagery
public import Quantities

extension FramePlacement {
  /// Places a frame by its metadata.
  ///
  /// - Parameters:
  ///   - metadata: what the frame says about itself.
  ///   - imageSize: the size of the frame, upright.
  ///   - height: the height above the ground, where the user knows better than the frame.
  ///   - calibration: the calibrated lens, where the user knows it; that of the frame itself otherwise.
  ///   - sensor: the width of the sensor of a camera, and the pixels along it at full size, by the name in EXIF.
  /// - Throws: `InfestationMappingError` where something is missing or the frame shows no ground that can be mapped.
  public init(
    _ metadata: FrameMetadata,
    imageSize: PixelSize,
    height: Length?,
    calibration: LensCalibration? = nil,
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
    try self.init(
      pose: FramePose(
        position: position,
        heightAboveGround: knownHeight,
        yaw: yaw,
        pitch: pitch,
        roll: metadata.gimbalRoll ?? .zero
      ),
      lens: try Self.lens(metadata, imageSize: imageSize, calibration: calibration, sensor: sensor),
      imageSize: imageSize,
      fix: metadata.positionFix,
      heightBasis: height == nil ? .takeoff : .stated,
      deviations: metadata.deviations
    )
  }

  /// The same frame at another height above the ground, found on an elevation model.
  ///
  /// - Throws: `InfestationMappingError` where the height is not positive.
  public func onTerrain(heightAboveGround: Length) throws -> FramePlacement {
    try FramePlacement(
      pose: pose.at(height: heightAboveGround),
      lens: lens,
      imageSize: imageSize,
      fix: fix,
      heightBasis: .terrain,
      deviations: deviations
    )
  }

  /// The lens of the upright frame: the user's calibration before the frame's own, and that before a focal length alone.
  private static func lens(
    _ metadata: FrameMetadata,
    imageSize: PixelSize,
    calibration: LensCalibration?,
    sensor: (String) -> (width: Length, widthInPixels: Int)?
  ) throws -> FrameLens {
    let orientation = ImageOrientation(rawValue: metadata.orientation) ?? .upright
    let stored =
      metadata.liesOnItsSide ? try PixelSize(width: imageSize.height, height: imageSize.width) : imageSize
    if let calibration { return try calibration.lens(forStored: stored).upright(orientation) }
    let known = try? optics(metadata, rowInPixels: stored.width, sensor: sensor)
    if let own = metadata.lensCalibration?.lens,
      let lens = own.fitting(known, rowInPixels: stored.width, fullRow: metadata.model.flatMap(sensor)?.widthInPixels)
    {
      return lens.upright(orientation)
    }
    let optics = try known ?? optics(metadata, rowInPixels: stored.width, sensor: sensor)
    let focalLength = optics.focalLengthInPixels(imageWidth: stored.width)
    return FrameLens(focalX: focalLength, focalY: focalLength)
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
    guard metadata.model != nil else {
      throw InfestationMappingError.missingFrameMetadata(
        what: "a focal length",
        remedy: "Give the camera in a file with --camera"
      )
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

extension FrameLens {
  /// The lens in pixels of the frame; nil where it contradicts the nominal focal length.
  ///
  /// It is stated in pixels of the camera's full size, or of the frame where that was made smaller; a calibration is
  /// within 10 % of the nominal focal length, which tells the two apart.
  fileprivate func fitting(_ nominal: FrameOptics?, rowInPixels: Int, fullRow: Int?) -> FrameLens? {
    guard let nominal else { return self }
    let expected = nominal.focalLengthInPixels(imageWidth: rowInPixels)
    return [fullRow ?? rowInPixels, rowInPixels]
      .map { scaled(by: Double(rowInPixels) / Double($0)) }
      .first { ($0.focalLengthInPixels / expected - 1).magnitude < 0.1 }
  }
}
