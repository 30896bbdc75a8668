#if canImport(Glibc)
  import Glibc
#endif
import CGDAL
public import FieldGeometry
public import Imagery
public import InfestationMapping
public import Quantities

/// Where the pixels of an image lie on the Earth: an affine transform into a coordinate reference system.
public final class Georeference {
  /// The six numbers of GDAL's transform from pixel corners to coordinates.
  public let transform: [Double]

  /// The coordinate reference system as WKT.
  public let wkt: String

  private let path: String
  private let toWGS84: CoordinateTransformation
  private let gridPixelArea: Area?

  /// Reads the georeference of an image.
  ///
  /// - Throws: `GeoRasterError.noGeoreference` where the file has none.
  ///
  /// - Parameters:
  ///   - image: the image.
  ///   - system: the coordinate reference system of an image that names none, such as `EPSG:25833`.
  public convenience init(of image: RasterImage, system: String? = nil) throws {
    let stored = image.storedReference
    guard let transform = stored.transform else {
      throw image.hasControlPoints
        ? GeoRasterError.onlyControlPoints(path: image.path)
        : GeoRasterError.noGeoreference(
          path: image.path,
          what: "georeference (no transform from pixels to coordinates)"
        )
    }
    let wkt = try stored.wkt ?? system.map { try CoordinateTransformation.wkt(of: $0, path: image.path) }
    guard let wkt else {
      throw GeoRasterError.noGeoreference(path: image.path, what: "coordinate reference system")
    }
    try self.init(transform: transform, wkt: wkt, path: image.path)
    let side = try groundSamplingDistance(column: image.size.width / 2, row: image.size.height / 2).metersPerPixel
    guard Self.pixelsInMeters.contains(side) else {
      throw GeoRasterError.noGeoreference(
        path: image.path,
        what: "georeference that makes sense (its pixels would be \(side) m wide)"
      )
    }
  }

  /// From a microscope to a satellite: anything else is a mistake in the file.
  private static let pixelsInMeters = 1e-6...1e4

  /// What a mask of the image says of where it lies.
  public var stored: StoredReference { StoredReference(transform: transform, wkt: wkt) }

  /// Makes a georeference.
  ///
  /// - Parameters:
  ///   - transform: the six numbers of GDAL's transform.
  ///   - wkt: the coordinate reference system.
  ///   - path: the image, for messages.
  /// - Throws: `GeoRasterError.projection` where there is no way from the system to WGS 84.
  public init(transform: [Double], wkt: String, path: String) throws {
    guard Self.isTransform(transform) else {
      throw GeoRasterError.noGeoreference(path: path, what: "georeference that is a transform (it has no inverse)")
    }
    self.transform = transform
    self.wkt = wkt
    self.path = path
    toWGS84 = try CoordinateTransformation(from: wkt, path: path)
    let pixel = (transform[1] * transform[5] - transform[2] * transform[4]).magnitude
    gridPixelArea = toWGS84.metersPerUnit.map { .squareMeters(pixel * $0 * $0) }
  }

  /// Where another raster of the same ground lies that has other pixels, such as a frame beside its mask.
  ///
  /// - Parameters:
  ///   - size: its size.
  ///   - other: the size of the raster that this is the georeference of.
  /// - Returns: its georeference.
  /// - Throws: `GeoRasterError.projection`.
  public func scaled(to size: PixelSize, from other: PixelSize) throws -> Georeference {
    let across = Double(other.width) / Double(size.width)
    let down = Double(other.height) / Double(size.height)
    let numbers = [
      transform[0], transform[1] * across, transform[2] * down,
      transform[3], transform[4] * across, transform[5] * down,
    ]
    return try Georeference(transform: numbers, wkt: wkt, path: path)
  }

  /// Whether six numbers lead from pixels to coordinates and back.
  static func isTransform(_ numbers: [Double]) -> Bool {
    let determinant = numbers[1] * numbers[5] - numbers[2] * numbers[4]
    return numbers.allSatisfy(\.isFinite) && determinant.isNormal && (1 / determinant).isFinite
  }

  /// The coordinates of pixel corners in the image's own system.
  func gridCoordinates(of corners: [PixelCorner]) -> [(x: Double, y: Double)] {
    corners.map { gridCoordinate(x: Double($0.x), y: Double($0.y)) }
  }

  private func gridCoordinate(x: Double, y: Double) -> (x: Double, y: Double) {
    (
      x: transform[0] + x * transform[1] + y * transform[2],
      y: transform[3] + x * transform[4] + y * transform[5]
    )
  }

  /// The positions of pixel corners.
  ///
  /// - Throws: `GeoRasterError.projection` where a corner has no position on the Earth.
  public func coordinates(of corners: [PixelCorner]) throws -> [GeoCoordinate] {
    try toWGS84.coordinates(of: gridCoordinates(of: corners))
  }

  /// The places of positions in pixels, from the left and from the top.
  ///
  /// - Throws: `GeoRasterError.projection` where there is no way to the image's system.
  public func pixels(at positions: [GeoCoordinate]) throws -> [(x: Double, y: Double)] {
    let way = try CoordinateTransformation(from: "EPSG:4326", to: wkt, path: path)
    let places = try way.transform(positions.map { ($0.longitude.degrees, $0.latitude.degrees) })
    let determinant = transform[1] * transform[5] - transform[2] * transform[4]
    return places.map { place in
      let (x, y) = (place.x - transform[0], place.y - transform[3])
      return (
        (x * transform[5] - y * transform[2]) / determinant, (y * transform[1] - x * transform[4]) / determinant
      )
    }
  }

  /// The area on the ground of a pixel near a place in the image.
  ///
  /// Grid area where the projection is true to 1 % (national grids and UTM, as surveyors reckon); ground area on the
  /// ellipsoid elsewhere, because a pixel in Web Mercator at 48 degrees covers less than half of its nominal area.
  ///
  /// - Throws: `GeoRasterError.projection` where the place has no position on the Earth.
  public func pixelArea(column: Int, row: Int) throws -> Area {
    let ground = try ellipsoidPixelArea(column: Double(column), row: Double(row))
    guard let gridPixelArea, abs(gridPixelArea / ground - 1) < 0.01 else { return ground }
    return gridPixelArea
  }

  /// The length of a pixel's side on the ground, at a place in the image.
  ///
  /// - Throws: `GeoRasterError.projection` where the place has no position on the Earth.
  public func groundSamplingDistance(column: Int, row: Int) throws -> GroundSamplingDistance {
    .metersPerPixel(try pixelArea(column: column, row: row).squareMeters.squareRoot())
  }

  /// The pixel's area on the WGS 84 ellipsoid, from the radii of curvature in the meridian and the prime vertical.
  private func ellipsoidPixelArea(column: Double, row: Double) throws -> Area {
    // A hundred pixels each way, so that rounding of degrees does not matter.
    let reach = 50.0
    let corners = try toWGS84.coordinates(of: [
      gridCoordinate(x: column - reach, y: row - reach), gridCoordinate(x: column + reach, y: row - reach),
      gridCoordinate(x: column - reach, y: row + reach),
    ])
    let latitude = corners[0].latitude.radians
    let (axis, flattening) = (Ellipsoid.semiMajorAxis, Ellipsoid.flattening)
    let squared = flattening * (2 - flattening)
    let root = (1 - squared * sin(latitude) * sin(latitude)).squareRoot()
    let meridian = axis * (1 - squared) / (root * root * root)
    let prime = axis / root * cos(latitude)
    func step(_ to: GeoCoordinate) -> (east: Double, north: Double) {
      (
        // Across the 180th meridian the longitudes jump by a turn.
        remainder((to.longitude - corners[0].longitude).radians, 2 * .pi) * prime,
        (to.latitude - corners[0].latitude).radians * meridian
      )
    }
    let (right, down) = (step(corners[1]), step(corners[2]))
    let area = (right.east * down.north - right.north * down.east).magnitude
    return .squareMeters(area / (4 * reach * reach))
  }
}
