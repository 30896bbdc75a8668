import CGDAL
public import FieldGeometry
import Foundation
import Quantities

/// The shapes of a vector file, such as a GeoPackage or a Shapefile, in WGS 84.
public struct FieldLayers {
  /// Polygons, lines and points in the order of the file.
  public let shapes: GeoShapes

  /// Reads the shapes of all layers, or of one, and brings them to WGS 84.
  ///
  /// A layer that names no reference system is taken as WGS 84 where its coordinates can be degrees. A Shapefile whose
  /// index (`.shx`) is missing is read without it.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - layer: the name of the layer; nil for all.
  /// - Throws: `GeoRasterError` where the file cannot be read, has no such layer or nothing in it, or lies nowhere known.
  public init(path: String, layer: String? = nil) throws {
    guard let folder = try Self.copyWithoutIndex(path) else {
      try self.init(opening: [path], as: .shapes, layer: layer, path: path)
      return
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    // GDAL writes the index that it restores, which is nobody's business in the user's folder.
    unsafe CPLSetThreadLocalConfigOption("SHAPE_RESTORE_SHX", "YES")
    defer { unsafe CPLSetThreadLocalConfigOption("SHAPE_RESTORE_SHX", nil) }
    let name = folder.appendingPathComponent(Self.copyName + ".shp").path
    try self.init(opening: [name], as: .shapes, layer: nil, path: path)
  }

  private static let copyName = "field"

  /// A folder with a Shapefile whose index is missing, and its reference system; nil where the file is none such.
  private static func copyWithoutIndex(_ path: String) throws -> URL? {
    let file = URL(fileURLWithPath: path)
    let (base, files) = (file.deletingPathExtension(), FileManager.default)
    func beside(_ ending: String) -> URL? {
      [ending, ending.uppercased()].map(base.appendingPathExtension).first { files.fileExists(atPath: $0.path) }
    }
    guard file.pathExtension.lowercased() == "shp", files.fileExists(atPath: path), beside("shx") == nil else {
      return nil
    }
    let folder = files.temporaryDirectory.appendingPathComponent("ragweed-shapes-\(UUID().uuidString)")
    do {
      try files.createDirectory(at: folder, withIntermediateDirectories: false)
      for (ending, source) in [("shp", file), ("prj", beside("prj"))] {
        guard let source else { continue }
        try files.copyItem(
          at: source.resolvingSymlinksInPath(),
          to: folder.appendingPathComponent(copyName + "." + ending)
        )
      }
    } catch {
      try? files.removeItem(at: folder)
      throw GeoRasterError.unreadableField(path: path, reason: "its index (.shx) is missing and cannot be made anew")
    }
    return folder
  }

  /// Reads the shapes of one layer; of all where none has that name.
  ///
  /// - Throws: `GeoRasterError` where the file cannot be read, has nothing in it, or lies nowhere known.
  public init(path: String, preferring layer: String) throws {
    try self.init(opening: [path], as: .shapes, layer: nil, preferring: layer, path: path)
  }

  /// Reads the shapes of zipped Shapefiles, in whichever folders of the archive they lie.
  ///
  /// - Parameters:
  ///   - path: the archive.
  ///   - names: the paths of the `.shp` files in it.
  /// - Throws: `GeoRasterError` where the archive cannot be read, has nothing in it, or lies nowhere known.
  public init(zippedPath path: String, names: [String]) throws {
    try self.init(opening: names.map { "\(ArchiveReader.inside(path))/\($0)" }, as: .shapes, layer: nil, path: path)
  }

  /// Reads the shapes of a GeoJSON file that names a reference system of its own, as the draft of 2008 allowed.
  ///
  /// - Throws: `GeoRasterError` where the file cannot be read, has nothing in it, or lies nowhere known.
  public init(projectedGeoJSON path: String) throws {
    try self.init(opening: [path], as: .labels, layer: nil, path: path)
  }

  private init(
    opening names: [String],
    as kind: FileKind,
    layer wanted: String?,
    preferring preferred: String? = nil,
    path: String
  ) throws {
    var collector = Collector(path: path)
    var withPolygons: [String] = []
    var known: [String] = []
    for name in names {
      let dataset = try DatasetHandle(readingVector: name, path: path, as: kind)
      for index in 0..<(unsafe GDALDatasetGetLayerCount(dataset.raw)) {
        guard let layer = unsafe GDALDatasetGetLayer(dataset.raw, index) else { continue }
        let name = unsafe String(cString: OGR_L_GetName(layer))
        known.append(name)
        guard wanted == nil || wanted == name else { continue }
        if let preferred, unsafe GDALDatasetGetLayerByName(dataset.raw, preferred) != nil, name != preferred {
          continue
        }
        let before = collector.shapes.polygons.count
        try unsafe collector.add(layer)
        if collector.shapes.polygons.count > before { withPolygons.append(name) }
      }
    }
    if let wanted, !known.contains(wanted) { throw GeoRasterError.noLayer(path: path, name: wanted, known: known) }
    if withPolygons.count > 1 {
      collector.shapes.notes.append(
        "'\(path)' has polygons in \(withPolygons.count) layers, and all of them count: "
          + withPolygons.joined(separator: ", ") + ". One alone is named with its layer"
      )
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
