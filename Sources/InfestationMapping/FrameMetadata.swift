public import FieldGeometry
public import Imagery
public import Quantities

/// What a frame says about itself, in EXIF and in the XMP of its maker.
public struct FrameMetadata: Sendable, Hashable {
  /// The camera's name in EXIF, such as `FC6310`.
  public let model: String?
  /// The program that wrote the file last.
  public let software: String?
  /// When the picture was taken, by the camera's clock, such as `2026-07-01T10:30:00`; nil where it does not say.
  public let takenAt: String?
  /// How the stored rows have to be turned to stand upright; 1 not at all.
  public let orientation: Int
  /// The position of the camera.
  public var position: GeoCoordinate?
  /// The height above the take-off, which is not the height above the ground.
  public var heightAboveTakeoff: Length?
  /// The height above the sea, as far off as receivers and barometers are.
  public var altitudeAboveSea: Length?
  /// The gimbal's yaw as stated, clockwise from true north; the drone's where the gimbal's is not stated.
  public var gimbalYaw: Angle?
  /// The gimbal's pitch as stated: -90 degrees looks straight down.
  public var gimbalPitch: Angle?
  /// The gimbal's roll as stated.
  public var gimbalRoll: Angle?
  /// Whether the user has given yaw and roll, which are then taken as they stand.
  public var isDirectionStated = false
  /// The drone's own yaw; nil where it is not stated.
  public let flightYaw: Angle?
  /// How many times the camera has enlarged the middle of the picture, 1 for not at all.
  public let digitalZoom: Double
  /// The width and height in pixels of which the camera wrote the picture; nil where it does not say.
  public let statedSize: PixelSize?
  /// The focal length.
  public let focalLength: Length?
  /// The focal length that would show as much on film of 36 mm width.
  public var focalLengthOn35mmFilm: Length?
  /// The calibrated focal length in pixels of the full-size image.
  public let calibratedFocalLengthInPixels: Double?
  /// How far off the yaw and the camera's height may be.
  public var deviations: FramePlacement.Deviations
  /// The calibrated lens (`DewarpData`), in pixels of the full-size image.
  public let lensCalibration: LensCalibration?
  /// How the position was found.
  public var positionFix: FramePlacement.PositionFix

  /// Reads the metadata.
  ///
  /// - Parameters:
  ///   - exif: EXIF tags by name; numbers that are fractions stand in brackets, as GDAL writes them.
  ///   - xmp: the XMP packet; `nil` where there is none.
  public init(exif: [String: String], xmp: String?) {
    let properties = XMPProperties(packet: xmp ?? "")
    model = exif["Model"]
    software = exif["Software"]
    takenAt = (exif["DateTimeOriginal"] ?? exif["DateTimeDigitized"]).flatMap(Self.moment)
    orientation = exif["Orientation"].flatMap { Int($0) } ?? 1
    focalLength = exif["FocalLength"].flatMap(Self.fractions)?.first.map { .millimeters($0) }
    focalLengthOn35mmFilm = exif["FocalLengthIn35mmFilm"].flatMap(XMPProperties.number)
      .flatMap { $0 > 0 ? .millimeters($0) : nil }
    position = Self.position(properties) ?? Self.position(exif)
    heightAboveTakeoff = properties.number("RelativeAltitude").map { .meters($0) }
    flightYaw = properties.number("FlightYawDegree").map { .degrees($0) }
    let attitude = CameraAttitude(properties)
    gimbalYaw = attitude?.yaw
    gimbalPitch = attitude?.pitch
    gimbalRoll = attitude?.roll
    digitalZoom =
      exif["DigitalZoomRatio"].flatMap(Self.fractions)?.first.flatMap { (1...100).contains($0) ? $0 : nil } ?? 1
    statedSize = exif["PixelXDimension"].flatMap { Int($0) }
      .flatMap { width in
        exif["PixelYDimension"].flatMap { Int($0) }.flatMap { try? PixelSize(width: width, height: $0) }
      }
    altitudeAboveSea = (properties.number("AbsoluteAltitude") ?? Self.altitude(exif)).map { .meters($0) }
    calibratedFocalLengthInPixels = properties.number("CalibratedFocalLength").flatMap { $0 > 0 ? $0 : nil }
    lensCalibration = properties.text("DewarpData").flatMap {
      LensCalibration(dewarpData: $0, isCorrected: properties.number("DewarpFlag") == 1)
    }
    positionFix = Self.positionFix(properties)
    deviations = Self.deviations(properties)
  }

  /// A moment as EXIF writes it, `2026:07:01 10:30:00`, in the manner of ISO 8601.
  private static func moment(_ text: String) -> String? {
    let layout = /([0-9]{4}):([0-9]{2}):([0-9]{2}) ([0-9:]{8})/
    guard let parts = text.wholeMatch(of: layout)?.output, parts.1 != "0000" else { return nil }
    return "\(parts.1)-\(parts.2)-\(parts.3)T\(parts.4)"
  }

  /// Whether standing upright exchanges the frame's width and height.
  public var liesOnItsSide: Bool { (5...8).contains(orientation) }

  /// Programs that edit pictures, and may turn one without saying so; part of what they write into the tag.
  private static let editors = [
    "acdsee", "adobe", "affinity", "aperture", "camera raw", "capture one", "captureone", "corel", "darktable",
    "digikam",
    "dxo", "faststone", "gimp", "google", "gthumb", "imagemagick", "irfanview", "krita", "lightroom", "luminar", "on1",
    "paint", "photo editor", "photofiltre", "photolab", "photopea", "photos", "photoscape", "photoshop", "picasa",
    "pixelmator", "preview", "rawtherapee", "shotwell", "snapseed", "topaz", "windows", "xnview", "zoner",
  ]

  /// Whether a program that edits pictures wrote the file, and may have turned it without saying so.
  ///
  /// Cameras name their firmware in the same tag, each maker in its own way, so that only known editors count.
  public var wasRewritten: Bool {
    guard let software = software?.lowercased() else { return false }
    return Self.editors.contains { software.contains($0) }
  }

  /// Whether the picture was turned by a quarter since the camera wrote it: its stored sides are exchanged.
  ///
  /// - Parameter stored: the size of the stored rows and columns.
  /// - Returns: whether they are those that the camera states, exchanged.
  public func wasTurned(stored: PixelSize) -> Bool {
    guard let statedSize, statedSize.width != statedSize.height else { return false }
    return statedSize.width == stored.height && statedSize.height == stored.width
  }

  private static func position(_ properties: XMPProperties) -> GeoCoordinate? {
    let latitude = properties.number("GpsLatitude") ?? properties.number("Latitude")
    // DJI misspelt the key for some years.
    let longitude =
      properties.number("GpsLongitude") ?? properties.number("GpsLongtitude") ?? properties.number("Longitude")
    guard let latitude, let longitude else { return nil }
    return position(latitude: latitude, longitude: longitude)
  }

  private static func position(_ exif: [String: String]) -> GeoCoordinate? {
    guard let latitude = exif["GPSLatitude"].flatMap(degrees), let longitude = exif["GPSLongitude"].flatMap(degrees),
      let northOrSouth = exif["GPSLatitudeRef"]?.first, let eastOrWest = exif["GPSLongitudeRef"]?.first
    else { return nil }
    return position(
      latitude: "Ss".contains(northOrSouth) ? -latitude : latitude,
      longitude: "Ww".contains(eastOrWest) ? -longitude : longitude
    )
  }

  /// The altitude in EXIF; a reference of 1 means below the sea.
  private static func altitude(_ exif: [String: String]) -> Double? {
    guard let value = exif["GPSAltitude"].flatMap(fractions)?.first else { return nil }
    return exif["GPSAltitudeRef"].map { $0.hasSuffix("1") } == true ? -value : value
  }

  /// A position, unless it is the 0, 0 that cameras write without a fix.
  private static func position(latitude: Double, longitude: Double) -> GeoCoordinate? {
    guard latitude != 0 || longitude != 0 else { return nil }
    return try? GeoCoordinate(latitude: .degrees(latitude), longitude: .degrees(longitude))
  }

  /// Degrees, minutes and seconds as `(46) (50) (33.39)`.
  private static func degrees(_ text: String) -> Double? {
    guard let parts = fractions(text), parts.count == 3 else { return nil }
    return parts[0] + parts[1] / 60 + parts[2] / 3600
  }

  private static func fractions(_ text: String) -> [Double]? {
    let parts = text.split { " ()".contains($0) }.map { Double($0) }
    return parts.isEmpty || parts.contains(nil) ? nil : parts.compactMap { $0 }
  }

  /// RtkFlag: 0 none, 16 single, 34 float, 50 fixed.
  private static func positionFix(_ properties: XMPProperties) -> FramePlacement.PositionFix {
    let deviations = ["RtkStdLat", "RtkStdLon"].compactMap { properties.number($0) }.filter { $0 >= 0 }
    let deviation: Length? =
      deviations.count == 2 ? .meters(deviations.reduce(0) { $0 + $1 * $1 }.squareRoot()) : nil
    switch (properties.number("RtkFlag"), deviation) {
    case (50, let deviation?): return .realTimeKinematic(deviation: deviation)
    case (50, nil), (34, _): return .float(deviation: deviation)
    default: return .standalone
    }
  }

  /// The camera's height is as good as the receiver says where its solution is fixed (RtkStdHgt).
  private static func deviations(_ properties: XMPProperties) -> FramePlacement.Deviations {
    guard properties.number("RtkFlag") == 50, let height = properties.number("RtkStdHgt"), height >= 0 else {
      return FramePlacement.Deviations()
    }
    return FramePlacement.Deviations(height: .meters(height))
  }
}
