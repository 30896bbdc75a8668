public import FieldGeometry
import Quantities

/// The plane of the UTM zone of a survey, on which areas and distances are taken.
///
/// Lengths there are up to 0.4 parts per thousand too short, areas twice that: less than outlines of patches are worth.
public final class GroundPlane {
  /// The zone, such as `EPSG:32633`.
  public let system: String

  private let path: String
  private let toWGS84: CoordinateTransformation
  private let fromWGS84: CoordinateTransformation
  private var ways: [String: CoordinateTransformation] = [:]

  /// Finds the plane of some ground.
  ///
  /// - Parameters:
  ///   - positions: where it lies, at least one.
  ///   - path: the file that they come from, for messages.
  /// - Throws: `GeoRasterError.projection` where there is no UTM zone, `FieldGeometryError` where there is no position.
  public init(around positions: [GeoCoordinate], path: String) throws {
    system = try Georeference.utmZone(at: LocalFrame(around: positions).origin, path: path)
    self.path = path
    toWGS84 = try CoordinateTransformation(from: system, path: path)
    fromWGS84 = try CoordinateTransformation(from: "EPSG:4326", to: system, path: path)
  }

  /// Brings a shape of any reference system onto the plane; outlines that cross themselves become sound ones.
  ///
  /// - Parameters:
  ///   - shape: the shape in well-known binary form.
  ///   - source: its system as WKT.
  ///   - path: its file, for messages.
  /// - Returns: its polygons, and whether an outline crossed itself; no ground where it has no polygon.
  /// - Throws: `GeoRasterError` where it cannot be read or does not lie where the zone is of use.
  public func ground(
    of shape: [UInt8],
    in source: String,
    path: String
  ) throws -> (ground: Ground, wasMended: Bool) {
    let geometry = try GeometryHandle(LabelShape(name: nil, wellKnownBinary: shape, system: source), path: path)
    let way = try ways[source] ?? CoordinateTransformation(from: source, to: system, path: path)
    ways[source] = way
    try geometry.transform(by: way, path: path)
    let wasMended = geometry.crossesItself
    return (Ground(try PlaneGeometry.copying(geometry).joined()), wasMended)
  }

  /// Positions as places on the plane, in metres.
  ///
  /// - Throws: `GeoRasterError.projection`.
  public func places(of positions: [GeoCoordinate]) throws -> [(east: Double, north: Double)] {
    try fromWGS84.transform(positions.map { (x: $0.longitude.degrees, y: $0.latitude.degrees) })
      .map { (east: $0.x, north: $0.y) }
  }

  /// Places on the plane, in metres, as positions.
  ///
  /// - Throws: `GeoRasterError.projection`.
  public func positions(of places: [(east: Double, north: Double)]) throws -> [GeoCoordinate] {
    try toWGS84.coordinates(of: places.map { (x: $0.east, y: $0.north) })
  }

  /// The polygons of some ground: of each its outer ring and its holes, without closing positions.
  ///
  /// - Throws: `GeoRasterError`.
  public func polygons(of ground: Ground) throws -> [[[GeoCoordinate]]] {
    try ground.geometry.polygons().map { polygon in
      try polygon.rings.map { ring in try toWGS84.coordinates(of: ring.map { (x: $0.x, y: $0.y) }) }
    }
  }

  /// A position inside some ground, which its middle need not be.
  ///
  /// - Throws: `GeoRasterError.geometry` where there is no ground.
  public func positionInside(_ ground: Ground) throws -> GeoCoordinate {
    let place = try ground.geometry.placeInside()
    return try toWGS84.coordinates(of: [(x: place.x, y: place.y)])[0]
  }

  /// The ground within a few corners, whichever way round they are given.
  ///
  /// - Throws: `GeoRasterError.geometry`.
  public func quadrilateral(_ corners: [(east: Double, north: Double)]) throws -> Ground {
    Ground(try PlaneGeometry(rings: [[corners.map { Vector(x: $0.east, y: $0.north) }]]).joined())
  }

  /// A rectangle of the plane.
  ///
  /// - Throws: `GeoRasterError.geometry`.
  public func rectangle(_ box: GroundBox) throws -> Ground {
    let (x, y) = (box.eastings, box.northings)
    let ring = [
      Vector(x: x.lowerBound, y: y.lowerBound), Vector(x: x.upperBound, y: y.lowerBound),
      Vector(x: x.upperBound, y: y.upperBound), Vector(x: x.lowerBound, y: y.upperBound),
    ]
    return Ground(try PlaneGeometry(rings: [[ring]]))
  }
}

extension GroundPlane {
  /// Finds the plane of a shape.
  ///
  /// - Parameters:
  ///   - shape: the shape in well-known binary form.
  ///   - system: its system as WKT.
  ///   - path: its file, for messages.
  /// - Throws: `GeoRasterError` where it cannot be read or lies nowhere known.
  public convenience init(aroundShape shape: [UInt8], in system: String, path: String) throws {
    let way = try CoordinateTransformation(from: system, path: path)
    let geometry = try GeometryHandle(LabelShape(name: nil, wellKnownBinary: shape, system: system), path: path)
    try self.init(around: way.coordinates(of: geometry.corners), path: path)
  }

  /// Finds the plane of layers.
  ///
  /// - Parameters:
  ///   - layers: the layers, of which at least one has a shape.
  ///   - path: their file, for messages.
  /// - Throws: `GeoRasterError` where a shape cannot be read or lies nowhere known, `FieldGeometryError` where there is none.
  public convenience init(around layers: [VectorLayer], path: String) throws {
    // Enough to know the zone; the rest of a survey lies beside.
    let mostShapes = 200
    let positions = try layers.flatMap { layer in
      let way = try CoordinateTransformation(from: layer.system, path: path)
      return try layer.features.prefix(mostShapes).compactMap(\.wellKnownBinary).flatMap { bytes in
        let geometry = try GeometryHandle(
          LabelShape(name: nil, wellKnownBinary: bytes, system: layer.system),
          path: path
        )
        return try way.coordinates(of: geometry.corners)
      }
    }
    try self.init(around: positions, path: path)
  }
}
