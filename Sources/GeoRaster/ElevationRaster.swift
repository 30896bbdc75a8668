import CGDAL
public import FieldGeometry
public import FlightPlanning
public import Quantities

/// An elevation model that GDAL opens, in any coordinate reference system: heights between the middles of its pixels are
/// interpolated bilinearly.
public final class ElevationRaster: ElevationSource {
  /// The file.
  public let path: String

  /// The side of a pixel on the ground.
  public let resolution: Length

  private let dataset: DatasetHandle
  private let toGrid: CoordinateTransformation
  private let toPixel: [Double]
  private let size: (width: Int, height: Int)
  /// What turns a stored value into metres: value · scale + offset.
  private let scale: Double
  private let offset: Double

  /// From a scan of the ground to the coarsest models of the Earth.
  private static let pixelsInMeters = 1e-4...1e5

  /// The heights that ground has, with some room: what lies beyond is a mark for "no data" that the file does not declare,
  /// such as -9999 or -3.4e38.
  private static let heightsInMeters = -500.0...9000.0

  /// Windows up to so many pixels are read at once; larger ones in halves of their places.
  private static let mostPixels = 4 << 20

  /// Opens an elevation model.
  ///
  /// - Throws: `GeoRasterError` where the file is missing, unreadable, or has no heights that can be placed.
  public init(path: String) throws {
    self.path = path
    dataset = try DatasetHandle(readingRaster: path, as: .elevation)
    let raw = unsafe dataset.raw
    guard unsafe GDALGetRasterCount(raw) == 1 else {
      let count = unsafe GDALGetRasterCount(raw)
      throw GeoRasterError.notTerrain(path: path, reason: "it has \(count) bands, not one")
    }
    size = unsafe (Int(GDALGetRasterXSize(raw)), Int(GDALGetRasterYSize(raw)))
    var transform = [Double](repeating: 0, count: 6)
    guard unsafe GDALGetGeoTransform(raw, &transform) == CE_None else {
      throw GeoRasterError.notTerrain(path: path, reason: "it has no georeference")
    }
    let wkt = unsafe GDALGetProjectionRef(raw).map { unsafe String(cString: $0) } ?? ""
    guard !wkt.isEmpty else {
      throw GeoRasterError.notTerrain(path: path, reason: "it has no coordinate reference system")
    }
    let determinant = transform[1] * transform[5] - transform[2] * transform[4]
    guard Georeference.isTransform(transform) else {
      throw GeoRasterError.notTerrain(path: path, reason: "its georeference is no transform")
    }
    toPixel = [
      transform[5] / determinant, -transform[2] / determinant, -transform[4] / determinant,
      transform[1] / determinant, transform[0], transform[3],
    ]
    toGrid = try CoordinateTransformation(from: "EPSG:4326", to: wkt, path: path)
    let georeference = try Georeference(transform: transform, wkt: wkt, path: path)
    let pixel = try georeference.groundSamplingDistance(column: size.width / 2, row: size.height / 2)
    guard Self.pixelsInMeters.contains(pixel.metersPerPixel) else {
      throw GeoRasterError.notTerrain(path: path, reason: "its pixels are \(pixel.metersPerPixel) m wide")
    }
    resolution = .meters(pixel.metersPerPixel)

    let band = unsafe GDALGetRasterBand(raw, 1)
    let unit = unsafe GDALGetRasterUnitType(band).map { unsafe String(cString: $0).lowercased() } ?? ""
    guard let metersPerUnit = Self.metersPerUnit(unit) else {
      throw GeoRasterError.notTerrain(path: path, reason: "its heights are in '\(unit)'")
    }
    scale = unsafe GDALGetRasterScale(band, nil) * metersPerUnit
    offset = unsafe GDALGetRasterOffset(band, nil) * metersPerUnit
  }

  /// What messages call it: the path.
  public var name: String { path }

  private static func metersPerUnit(_ unit: String) -> Double? {
    switch unit {
    case "", "m", "metre", "meter", "metres", "meters": 1
    case "ft", "foot", "feet": 0.3048
    case "us-ft", "us survey foot", "us_survey_foot", "survey foot": 1200.0 / 3937
    case "cm": 0.01
    case "dm": 0.1
    default: nil
    }
  }

  /// The heights at some places.
  ///
  /// A place beside the middle of the outermost pixel has that pixel's height; one that needs a pixel without data has
  /// none.
  ///
  /// - Throws: `GeoRasterError` where the file is damaged or a place has no position in its reference system.
  public func elevations(at places: [GeoCoordinate]) throws -> [GroundElevation] {
    guard !places.isEmpty else { return [] }
    let grid = try toGrid.transform(places.map { ($0.longitude.degrees, $0.latitude.degrees) })
    // From the corner of the first pixel; half a pixel on is its middle.
    let pixels = grid.map { point in
      let (x, y) = (point.x - toPixel[4], point.y - toPixel[5])
      return (x: toPixel[0] * x + toPixel[1] * y, y: toPixel[2] * x + toPixel[3] * y)
    }
    return try elevations(atPixels: pixels[...])
  }

  private func elevations(atPixels pixels: ArraySlice<(x: Double, y: Double)>) throws -> [GroundElevation] {
    let inside = pixels.filter(isInside)
    guard let first = inside.first else { return pixels.map { _ in .outside } }
    var (west, east, north, south) = (first.x, first.x, first.y, first.y)
    for pixel in inside {
      (west, east) = (min(west, pixel.x), max(east, pixel.x))
      (north, south) = (min(north, pixel.y), max(south, pixel.y))
    }
    let left = max(0, Int(bounded: west - 0.5))
    let top = max(0, Int(bounded: north - 0.5))
    let width = min(size.width - 1, Int(bounded: east + 0.5)) - left + 1
    let height = min(size.height - 1, Int(bounded: south + 0.5)) - top + 1
    guard width * height <= Self.mostPixels || pixels.count < 2 else {
      let middle = (pixels.startIndex + pixels.endIndex) / 2
      return try elevations(atPixels: pixels[..<middle]) + elevations(atPixels: pixels[middle...])
    }
    let window = ElevationWindow(left: left, top: top, width: width, height: height)
    let values = try read(window)
    return pixels.map { pixel in
      guard isInside(pixel) else { return .outside }
      guard let value = window.value(x: pixel.x, y: pixel.y, in: values) else { return .noData }
      return .height(.meters(value * scale + offset))
    }
  }

  private func isInside(_ pixel: (x: Double, y: Double)) -> Bool {
    pixel.x >= 0 && pixel.y >= 0 && pixel.x <= Double(size.width) && pixel.y <= Double(size.height)
  }

  /// The values of a window; not a number where there is no data.
  private func read(_ window: ElevationWindow) throws -> [Double] {
    let count = window.width * window.height
    var values = [Double](repeating: 0, count: count)
    var mask = [UInt8](repeating: 0, count: count)
    let band = unsafe GDALGetRasterBand(dataset.raw, 1)
    let maskBand = unsafe GDALGetMaskBand(band)
    let (x, y) = (Int32(window.left), Int32(window.top))
    let (width, height) = (Int32(window.width), Int32(window.height))
    GDALRuntime.forgetMessage()
    let read = unsafe values.withUnsafeMutableBytes { buffer in
      unsafe GDALRasterIO(band, GF_Read, x, y, width, height, buffer.baseAddress, width, height, GDT_Float64, 0, 0)
    }
    let masked = unsafe mask.withUnsafeMutableBytes { buffer in
      unsafe GDALRasterIO(maskBand, GF_Read, x, y, width, height, buffer.baseAddress, width, height, GDT_Byte, 0, 0)
    }
    guard read == CE_None, masked == CE_None else {
      throw GeoRasterError.readFailed(path: path, row: window.top, reason: GDALRuntime.lastMessage)
    }
    for index in values.indices {
      let isHeight = Self.heightsInMeters.contains(values[index] * scale + offset)
      if mask[index] == 0 || !isHeight { values[index] = .nan }
    }
    return values
  }
}
