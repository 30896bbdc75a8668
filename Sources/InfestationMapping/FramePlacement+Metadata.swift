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
  ///   - sensor: the sensor of a camera, by the name in EXIF.
  /// - Throws: `InfestationMappingError` where something is missing or the frame shows no ground that can be mapped.
  public init(
    _ metadata: FrameMetadata,
    imageSize: PixelSize,
    height: Length?,
    calibration: LensCalibration? = nil,
    sensor: (_ model: String) -> FrameSensor?
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
    guard let direction = metadata.direction else {
      throw InfestationMappingError.missingFrameMetadata(
        what: "the camera's direction (XMP gimbal angles)",
        remedy: "Give it in a table with --poses, or map an orthophoto made from such frames"
      )
    }
    try self.init(
      pose: FramePose(
        position: position,
        heightAboveGround: knownHeight,
        yaw: direction.yaw,
        pitch: direction.pitch,
        roll: direction.roll
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
    sensor: (String) -> FrameSensor?
  ) throws -> FrameLens {
    let orientation = ImageOrientation(rawValue: metadata.orientation) ?? .upright
    let stored =
      metadata.liesOnItsSide ? try PixelSize(width: imageSize.height, height: imageSize.width) : imageSize
    if let calibration { return try calibration.lens(forStored: stored).upright(orientation) }
    let known = try? optics(metadata, frame: stored, sensor: sensor)
    if let own = metadata.lensCalibration?.lens,
      let lens = own.fitting(known, frame: stored, sensor: metadata.model.flatMap(sensor))
    {
      return lens.upright(orientation)
    }
    let optics = try known ?? optics(metadata, frame: stored, sensor: sensor)
    let focalLength = optics.focalLengthInPixels(imageWidth: stored.width)
    return FrameLens(focalX: focalLength, focalY: focalLength)
  }

  /// The optics: calibrated focal length before nominal, sensor width before the 35 mm equivalent, which is 5 % off.
  private static func optics(
    _ metadata: FrameMetadata,
    frame: PixelSize,
    sensor: (String) -> FrameSensor?
  ) throws -> FrameOptics {
    if let sensor = metadata.model.flatMap(sensor), let nominal = metadata.focalLength {
      let used = sensor.width * (Double(frame.width) / sensor.row(of: frame))
      let calibrated = calibratedFocalLength(
        metadata,
        pitches: [sensor.width / Double(sensor.widthInPixels), used / Double(frame.width)],
        nominal: nominal
      )
      return FrameOptics(sensorWidth: used, focalLength: (calibrated ?? nominal) * metadata.digitalZoom)
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
    pitches: [Length],
    nominal: Length
  ) -> Length? {
    guard let pixels = metadata.calibratedFocalLengthInPixels else { return nil }
    return pitches.map { $0 * pixels }
      .first { ($0 / nominal - 1).magnitude < 0.1 }
  }
}

extension FrameLens {
  /// The lens in pixels of the frame; nil where it contradicts the nominal focal length.
  ///
  /// It is stated in pixels of the camera's full size, or of the frame where that was made smaller; a calibration is
  /// within 10 % of the nominal focal length, which tells the two apart.
  fileprivate func fitting(_ nominal: FrameOptics?, frame: PixelSize, sensor: FrameSensor?) -> FrameLens? {
    guard let nominal else { return self }
    let expected = nominal.focalLengthInPixels(imageWidth: frame.width)
    return [sensor.map { $0.row(of: frame) / Double($0.widthInPixels) } ?? 1, 1]
      .map(scaled)
      .first { ($0.focalLengthInPixels / expected - 1).magnitude < 0.1 }
  }
}
