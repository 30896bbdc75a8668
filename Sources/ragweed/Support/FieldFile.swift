import FieldGeometry
import FlightPlanning
import Foundation
import GeoRaster
import MissionFormats
import Quantities
import ResultFiles

/// Reading of a field's outline, of zones and of lines from any of the formats that are known.
enum FieldFile {
  /// The most bytes of an outline as text: some million corners, as for one in an archive.
  private static let mostBytes = 64 << 20

  /// Reads the polygons of a field.
  ///
  /// - Throws: `FileError`, `MissionFormatsError` or `GeoRasterError`.
  static func read(path: String, layer: String? = nil) throws -> FieldDocument {
    try FieldDocument(shapes(path: path, layer: layer), file: path)
  }

  /// Reads a field onto its plane; outlines that meet themselves are made sound, ground that polygons share counts once.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - layer: the layer that is the field; nil for all.
  ///   - isOutline: whether its lines are walks around the field.
  ///   - notes: what was mended is added here, without the full stop.
  /// - Returns: the polygons and their frame.
  /// - Throws: `FileError`, `MissionFormatsError` or `GeoRasterError`.
  static func site(path: String, layer: String? = nil, isOutline: Bool = false, notes: inout [String]) throws
    -> SurveySite
  {
    let document =
      try isOutline
      ? FieldDocument(walkedAround: shapes(path: path, layer: layer), file: path) : read(path: path, layer: layer)
    notes += document.notes
    var (field, frame): ([FieldBoundary], LocalFrame)
    do {
      (field, frame) = try document.onPlane()
    } catch let error as MissionFormatsError {
      guard case .unsound = error else { throw error }
      (field, frame) = try mended(document, because: error, notes: &notes)
    }
    let overlay = PlaneOverlay()
    let single = try overlay.withoutOverlaps(field)
    let (before, after) = (field.reduce(Area.zero) { $0 + $1.area }, single.joined().reduce(Area.zero) { $0 + $1.area })
    if before - after > .squareMeters(1) {
      let shared = Figure.text((before - after).squareMeters, 0)
      notes.append("Polygons of '\(path)' share \(shared) m2, which are flown once")
      field = single.flatMap(\.self)
    }
    return SurveySite(field, in: frame)
  }

  private static func mended(
    _ document: FieldDocument,
    because reason: MissionFormatsError,
    notes: inout [String]
  ) throws -> ([FieldBoundary], LocalFrame) {
    let frame = try LocalFrame(around: document.polygons.flatMap(\.outer))
    var field: [FieldBoundary] = []
    for (index, polygon) in document.polygons.enumerated() {
      if let sound = try? FieldBoundary(polygon, in: frame) {
        field.append(sound)
        continue
      }
      guard let pieces = try? PlaneOverlay().mended(polygon, in: frame), !pieces.isEmpty else { throw reason }
      field += pieces
      let area = Figure.text(pieces.reduce(Area.zero) { $0 + $1.area }.hectares, 4)
      notes.append(
        "Polygon \(index + 1) of '\(document.file)' meets itself and was made sound: \(area) ha in \(pieces.count) piece(s). "
          + "Look at the plan"
      )
    }
    return (field, frame)
  }

  /// Reads polygons, lines and points.
  ///
  /// GeoJSON, KML and GPX are read here; a KMZ is a zipped KML, a zipped Shapefile a Shapefile; the rest is left to GDAL.
  ///
  /// - Throws: `FileError`, `MissionFormatsError` or `GeoRasterError`.
  static func shapes(path: String, layer: String? = nil) throws -> GeoShapes {
    let beginning = InputFile.beginning(path: path)
    if beginning.starts(with: [0x50, 0x4B, 3, 4]) { return try archive(path: path) }
    let isDatabase = beginning.starts(with: Array("SQLite format 3".utf8))
    // The first four bytes of a Shapefile are 9994, most significant first.
    if isDatabase || beginning.starts(with: [0, 0, 0x27, 0x0A]) {
      return try FieldLayers(path: path, layer: layer).shapes
    }
    if let layer { throw GeoRasterError.noLayer(path: path, name: layer, known: []) }
    let bytes = try InputFile.bytes(path: path, limit: mostBytes)
    var shapes: GeoShapes
    do {
      shapes = try FieldDocument.shapes(in: bytes, file: path)
    } catch MissionFormatsError.foreignReferenceSystem(_, let name) {
      shapes = try FieldLayers(projectedGeoJSON: path).shapes
      shapes.notes.append("'\(path)' is in \(name), which GeoJSON no longer has; it is brought to WGS 84")
    }
    // The waypoints beside a receiver's tracks are no places of their own.
    if URL(fileURLWithPath: path).pathExtension.lowercased() == "gpx", !shapes.lines.isEmpty { shapes.points = [] }
    return shapes
  }

  private static func archive(path: String) throws -> GeoShapes {
    let archive = try ArchiveReader(path: path)
    func ends(_ name: String, with suffix: String) -> Bool { name.lowercased().hasSuffix(suffix) }
    let documents = archive.names.filter { ends($0, with: ".kml") }
    if !documents.isEmpty { return try joined(documents, in: archive, path: path) }
    let layers = archive.names.filter { ends($0, with: ".shp") }
    guard !layers.isEmpty else {
      throw GeoRasterError.brokenArchive(path: path, reason: "it holds neither a KML document nor a Shapefile")
    }
    return try FieldLayers(zippedPath: path, names: layers).shapes
  }

  /// What a KMZ holds: its main document, or where this only refers to others, all of them.
  private static func joined(_ names: [String], in archive: ArchiveReader, path: String) throws -> GeoShapes {
    let main = names.first { $0 == "doc.kml" } ?? names[0]
    var shapes = try FieldDocument.shapes(in: archive.bytes(of: main), file: path)
    guard shapes.polygons.isEmpty else { return shapes }
    for name in names where name != main {
      shapes.add(try FieldDocument.shapes(in: archive.bytes(of: name), file: path))
    }
    return shapes
  }
}
