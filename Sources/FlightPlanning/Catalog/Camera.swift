public import Quantities

/// A camera with its lens, looking straight down, the long side of its picture across the flight.
public struct Camera: Sendable, Hashable {
  /// The name by which the catalogue knows it.
  public let id: String

  /// The name people use.
  public let name: String

  /// The long side of the sensor's used area.
  public let sensorWidth: Length

  /// The short side of the sensor's used area; nil where no source gives it.
  public let sensorHeight: Length?

  /// The pixels along the long side.
  public let widthInPixels: Int

  /// The pixels along the short side.
  public let heightInPixels: Int

  /// The nominal focal length.
  public let focalLength: Length

  /// The focal length in pixels that a calibration found; nil where none is known.
  public let calibratedFocalLengthInPixels: Double?

  /// The shortest time between two pictures; nil where no source gives it.
  public let shortestInterval: Duration?

  /// The shortest exposure, by whatever shutter; nil where no source gives it.
  public let shortestExposure: Duration?

  /// The shortest exposure of the mechanical shutter, which opens over all rows at once; nil where no source gives one.
  public let shortestMechanicalExposure: Duration?

  /// The time from the first row to the last of a picture that is exposed electronically; nil where no source gives it.
  public let rollingShutterReadout: Duration?

  /// The size of a picture's file in bytes; nil where no source gives it.
  public let bytesPerImage: Double?

  /// The models that pictures of this camera name in their EXIF data, such as `FC6310`.
  public let exifModels: [String]

  /// Where each figure comes from, by its key in the catalogue.
  public let sources: [String: String]

  /// Makes a camera.
  ///
  /// - Parameters:
  ///   - id: the name by which a catalogue knows it.
  ///   - name: the name people use; the id unless given.
  ///   - sensorWidth: the long side of the sensor's used area.
  ///   - sensorHeight: the short side.
  ///   - widthInPixels: the pixels along the long side.
  ///   - heightInPixels: the pixels along the short side.
  ///   - focalLength: the nominal focal length.
  ///   - calibratedFocalLengthInPixels: the focal length that a calibration found.
  ///   - shortestInterval: the shortest time between two pictures.
  ///   - shortestExposure: the shortest exposure, by whatever shutter.
  ///   - shortestMechanicalExposure: the shortest exposure of the mechanical shutter.
  ///   - rollingShutterReadout: the time from the first row to the last of a picture exposed electronically.
  ///   - bytesPerImage: the size of a picture's file.
  ///   - exifModels: the models that its pictures name.
  ///   - sources: where each figure comes from, by its key in a catalogue file.
  /// - Throws: `FlightPlanningError.figureNotPositive` where a figure is not above zero or absurdly large.
  public init(
    id: String,
    name: String? = nil,
    sensorWidth: Length,
    sensorHeight: Length? = nil,
    widthInPixels: Int,
    heightInPixels: Int,
    focalLength: Length,
    calibratedFocalLengthInPixels: Double? = nil,
    shortestInterval: Duration? = nil,
    shortestExposure: Duration? = nil,
    shortestMechanicalExposure: Duration? = nil,
    rollingShutterReadout: Duration? = nil,
    bytesPerImage: Double? = nil,
    exifModels: [String] = [],
    sources: [String: String] = [:]
  ) throws {
    let figures: [(CameraRecord.CodingKeys, Double?)] = [
      (.sensorWidthInMillimeters, sensorWidth.millimeters), (.sensorHeightInMillimeters, sensorHeight?.millimeters),
      (.widthInPixels, Double(widthInPixels)), (.heightInPixels, Double(heightInPixels)),
      (.focalLengthInMillimeters, focalLength.millimeters),
      (.calibratedFocalLengthInPixels, calibratedFocalLengthInPixels),
      (.shortestIntervalInSeconds, shortestInterval?.inSeconds),
      (.shortestExposureInSeconds, shortestExposure?.inSeconds),
      (.shortestMechanicalExposureInSeconds, shortestMechanicalExposure?.inSeconds),
      (.rollingShutterReadoutInSeconds, rollingShutterReadout?.inSeconds), (.bytesPerImage, bytesPerImage),
    ]
    for (key, value) in figures { try CatalogFigure.check(value, key, of: id) }
    self.id = id
    self.name = name ?? id
    self.sensorWidth = sensorWidth
    self.sensorHeight = sensorHeight
    self.widthInPixels = widthInPixels
    self.heightInPixels = heightInPixels
    self.focalLength = focalLength
    self.calibratedFocalLengthInPixels = calibratedFocalLengthInPixels
    self.shortestInterval = shortestInterval
    self.shortestExposure = shortestExposure
    self.shortestMechanicalExposure = shortestMechanicalExposure
    self.rollingShutterReadout = rollingShutterReadout
    self.bytesPerImage = bytesPerImage
    self.exifModels = exifModels
    self.sources = sources
  }

  /// Makes a camera from its entry in a catalogue.
  ///
  /// - Throws: `FlightPlanningError.figureNotPositive` where a figure is not above zero or absurdly large.
  public init(_ record: CameraRecord) throws {
    func time(_ seconds: Double?, _ key: CameraRecord.CodingKeys) throws -> Duration? {
      try CatalogFigure.duration(seconds, key, of: record.id)
    }
    try self.init(
      id: record.id,
      name: record.name,
      sensorWidth: .millimeters(record.sensorWidthInMillimeters),
      sensorHeight: record.sensorHeightInMillimeters.map(Length.millimeters),
      widthInPixels: record.widthInPixels,
      heightInPixels: record.heightInPixels,
      focalLength: .millimeters(record.focalLengthInMillimeters),
      calibratedFocalLengthInPixels: record.calibratedFocalLengthInPixels,
      shortestInterval: time(record.shortestIntervalInSeconds, .shortestIntervalInSeconds),
      shortestExposure: time(record.shortestExposureInSeconds, .shortestExposureInSeconds),
      shortestMechanicalExposure: time(
        record.shortestMechanicalExposureInSeconds,
        .shortestMechanicalExposureInSeconds
      ),
      rollingShutterReadout: time(record.rollingShutterReadoutInSeconds, .rollingShutterReadoutInSeconds),
      bytesPerImage: record.bytesPerImage,
      exifModels: record.exifModels ?? [],
      sources: record.sources ?? [:]
    )
  }

  /// The size of a pixel on the sensor: the sensor's width by the pixels along it.
  public var pixelPitch: Length { sensorWidth / Double(widthInPixels) }

  /// The focal length in pixels: the calibrated one where it is known, since it differs from the nominal one by
  /// 1 to 3 per cent; otherwise the nominal one by the pixel pitch.
  public var focalLengthInPixels: Double { calibratedFocalLengthInPixels ?? focalLength / pixelPitch }

  /// The focal length in pixels that the nominal focal length, the sensor's width and its pixels give.
  public var nominalFocalLengthInPixels: Double { focalLength / pixelPitch }

  /// The altitude above the ground at which a pixel covers a length: g · f.
  public func altitude(for gsd: GroundSamplingDistance) -> Length {
    .meters(gsd.metersPerPixel * focalLengthInPixels)
  }

  /// The length on the ground of a pixel from an altitude: H / f.
  public func groundSamplingDistance(at altitude: Length) -> GroundSamplingDistance {
    .metersPerPixel(altitude.meters / focalLengthInPixels)
  }

  /// The ground across the flight that one picture shows.
  public func groundWidth(at gsd: GroundSamplingDistance) -> Length { gsd.length(ofPixels: widthInPixels) }

  /// The ground along the flight that one picture shows.
  public func groundLength(at gsd: GroundSamplingDistance) -> Length { gsd.length(ofPixels: heightInPixels) }
}
