import CGDAL
public import FieldGeometry
import Quantities

/// The shapes of a vector file, such as a GeoPackage or a Shapefile, in WGS 84.
public struct FieldLayers {
  /// Polygons, lines and points in the order of the file.
  public let shapes: GeoShapes

  /// Reads the shapes of all layers and brings them to WGS 84.
  ///
  /// A layer that names no reference system is taken as WGS 84 where its coordinates can be degrees.
  ///
  /// - Throws: `GeoRasterError` where the file cannot be read, has nothing in it, or lies nowhere known.
  public init(path: String) throws { try self.init(opening: [path], as: .shapes, path: path) }

  /// Reads the shapes of one layer; of all where none has that name.
  ///
  /// - Throws: `GeoRasterError` where the file cannot be read, has nothing in it, or lies nowhere known.
  public init(path: String, preferring layer: String) throws {
    try self.init(opening: [path], as: .shapes, path: path, preferring: layer)
  }

  /// Reads the shapes of zipped Shapefiles, in whichever folders of the archive they lie.
  ///
  /// - Parameters:
  ///   - path: the archive.
  ///   - names: the paths of the `.shp` files in it.
  /// - Throws: `GeoRasterError` where the archive cannot be read, has nothing in it, or lies nowhere known.
  public init(zippedPath path: String, names: [String]) throws {
    try self.init(opening: names.map { "\(ArchiveReader.inside(path))/\($0)" }, as: .shapes, path: path)
  }

  /// Reads the shapes of a GeoJSON file that names a reference system of its own, as the draft of 2008 allowed.
  ///
  /// - Throws: `GeoRasterError` where the file cannot be read, has nothing in it, or lies nowhere known.
  public init(projectedGeoJSON path: String) throws { try self.init(opening: [path], as: .labels, path: path) }

  private init(opening names: [String], as kind: FileKind, path: String, preferring preferred: String? = nil) throws {
    var collector = Collector(path: path)
    for name in names {
      let dataset = try DatasetHandle(readingVector: name, path: path, as: kind)
      for index in 0..<(unsafe GDALDatasetGetLayerCount(dataset.raw)) {
        guard let layer = unsafe GDALDatasetGetLayer(dataset.raw, index) else { continue }
        if let preferred, unsafe GDALDatasetGetLayerByName(dataset.raw, preferred) != nil,
          unsafe String(cString: OGR_L_GetName(layer)) != preferred
        {
          continue
        }
        try unsafe collector.add(layer)
      }
    }
    guard collector.featureCount > 0 else { throw GeoRasterError.emptyLayers(path: path) }
    shapes = collector.shapes
  }

  private struct Collector {
    let path: String
    var shapes = GeoShapes()
    var featureCount = 0

    mutating func add(_ layer: OGRLayerH) throws {
      let transformation = try unsafe Self.transformation(of: layer, path: path)
      unsafe OGR_L_ResetReading(layer)
      while let feature = unsafe OGR_L_GetNextFeature(layer) {
        defer { unsafe OGR_F_Destroy(feature) }
        featureCount += 1
        guard let geometry = unsafe OGR_F_GetGeometryRef(feature) else { continue }
        try unsafe add(geometry, transformation)
      }
    }

    /// The way to WGS 84; nil where the layer names no system.
    private static func transformation(of layer: OGRLayerH, path: String) throws -> CoordinateTransformation? {
      guard let reference = unsafe OGR_L_GetSpatialRef(layer) else { return nil }
      var text: UnsafeMutablePointer<CChar>?
      guard unsafe OSRExportToWkt(reference, &text) == OGRERR_NONE, let text = unsafe text else { return nil }
      defer { unsafe VSIFree(text) }
      return try CoordinateTransformation(from: unsafe String(cString: text), path: path)
    }

    private mutating func add(_ geometry: OGRGeometryH, _ transformation: CoordinateTransformation?) throws {
      switch unsafe OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) {
      case wkbPolygon:
        guard unsafe OGR_G_IsEmpty(geometry) == 0 else { return }
        var rings: [[GeoCoordinate]] = []
        for index in 0..<(unsafe OGR_G_GetGeometryCount(geometry)) {
          guard let ring = unsafe OGR_G_GetGeometryRef(geometry, index) else { continue }
          rings.append(try unsafe coordinates(of: ring, transformation))
        }
        guard let outer = rings.first else { return }
        shapes.polygons.append(GeoPolygon(outer: outer, holes: Array(rings.dropFirst())))
      case wkbLineString:
        unsafe noteKind(of: geometry)
        let line = try unsafe coordinates(of: geometry, transformation)
        if !line.isEmpty { shapes.lines.append(line) }
      case wkbPoint:
        unsafe noteKind(of: geometry)
        guard unsafe OGR_G_IsEmpty(geometry) == 0 else { return }
        shapes.points += try unsafe coordinates(of: geometry, transformation)
      case wkbMultiPolygon, wkbMultiLineString, wkbMultiPoint, wkbGeometryCollection:
        for index in 0..<(unsafe OGR_G_GetGeometryCount(geometry)) {
          if let part = unsafe OGR_G_GetGeometryRef(geometry, index) { try unsafe add(part, transformation) }
        }
      default: unsafe noteKind(of: geometry)
      }
    }

    private mutating func noteKind(of geometry: OGRGeometryH) {
      shapes.otherKinds.insert(unsafe String(cString: OGR_G_GetGeometryName(geometry)))
    }

    private func coordinates(
      of ring: OGRGeometryH,
      _ transformation: CoordinateTransformation?
    ) throws -> [GeoCoordinate] {
      var points: [(x: Double, y: Double)] = []
      for index in 0..<(unsafe OGR_G_GetPointCount(ring)) {
        points.append(unsafe (OGR_G_GetX(ring, index), OGR_G_GetY(ring, index)))
      }
      do {
        if let transformation { return try transformation.coordinates(of: points) }
        return try points.map { try GeoCoordinate(latitude: .degrees($0.y), longitude: .degrees($0.x)) }
      } catch is FieldGeometryError {
        let point = points.first { $0.x.magnitude > 180 || $0.y.magnitude > 90 } ?? (0, 0)
        throw GeoRasterError.fieldOffEarth(
          path: path,
          x: "\(point.x)",
          y: "\(point.y)",
          hasReferenceSystem: transformation != nil
        )
      }
    }
  }
}
