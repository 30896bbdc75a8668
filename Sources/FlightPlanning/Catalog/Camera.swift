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

  /// Makes a camera from its entry in a catalogue.
  ///
  /// - Throws: `FlightPlanningError.figureNotPositive` where a figure is not above zero or absurdly large.
  public init(_ record: CameraRecord) throws {
    let figures: [(String, Double?)] = [
      ("sensor_width_mm", record.sensorWidthInMillimeters), ("sensor_height_mm", record.sensorHeightInMillimeters),
      ("width_px", Double(record.widthInPixels)), ("height_px", Double(record.heightInPixels)),
      ("focal_length_mm", record.focalLengthInMillimeters),
      ("calibrated_focal_length_px", record.calibratedFocalLengthInPixels),
      ("shortest_interval_s", record.shortestIntervalInSeconds),
      ("shortest_exposure_s", record.shortestExposureInSeconds),
      ("shortest_mechanical_exposure_s", record.shortestMechanicalExposureInSeconds),
      ("rolling_shutter_readout_s", record.rollingShutterReadoutInSeconds), ("image_bytes", record.bytesPerImage),
    ]
    for (name, value) in figures {
      guard let value else { continue }
      // A billion is more of anything than a drone has, and still no overflow.
      guard value > 0, value < 1e9 else {
        throw FlightPlanningError.figureNotPositive(owner: record.id, figure: name, value: value)
      }
    }
    id = record.id
    name = record.name
    sensorWidth = .millimeters(record.sensorWidthInMillimeters)
    sensorHeight = record.sensorHeightInMillimeters.map(Length.millimeters)
    widthInPixels = record.widthInPixels
    heightInPixels = record.heightInPixels
    focalLength = .millimeters(record.focalLengthInMillimeters)
    calibratedFocalLengthInPixels = record.calibratedFocalLengthInPixels
    shortestInterval = record.shortestIntervalInSeconds.map { .seconds($0) }
    shortestExposure = record.shortestExposureInSeconds.map { .seconds($0) }
    shortestMechanicalExposure = record.shortestMechanicalExposureInSeconds.map { .seconds($0) }
    rollingShutterReadout = record.rollingShutterReadoutInSeconds.map { .seconds($0) }
    bytesPerImage = record.bytesPerImage
    exifModels = record.exifModels ?? []
    sources = record.sources ?? [:]
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
