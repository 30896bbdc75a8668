import FieldGeometry
import Foundation
import GeoRaster
import MissionFormats
import ResultFiles

/// Reading of a field's outline, of zones and of lines from any of the formats that are known.
enum FieldFile {
  /// The most bytes of an outline as text: some million corners, as for one in an archive.
  private static let mostBytes = 64 << 20

  /// Reads the polygons of a field.
  ///
  /// - Throws: `FileError`, `MissionFormatsError` or `GeoRasterError`.
  static func read(path: String) throws -> FieldDocument { try FieldDocument(shapes(path: path), file: path) }

  /// Reads polygons, lines and points.
  ///
  /// GeoJSON, KML and GPX are read here; a KMZ is a zipped KML, a zipped Shapefile a Shapefile; the rest is left to GDAL.
  ///
  /// - Throws: `FileError`, `MissionFormatsError` or `GeoRasterError`.
  static func shapes(path: String) throws -> GeoShapes {
    let beginning = InputFile.beginning(path: path)
    if beginning.starts(with: [0x50, 0x4B, 3, 4]) { return try archive(path: path) }
    let isDatabase = beginning.starts(with: Array("SQLite format 3".utf8))
    // The first four bytes of a Shapefile are 9994, most significant first.
    if isDatabase || beginning.starts(with: [0, 0, 0x27, 0x0A]) { return try FieldLayers(path: path).shapes }
    let bytes = try InputFile.bytes(path: path, limit: mostBytes)
    var shapes = try FieldDocument.shapes(in: bytes, file: path)
    // The waypoints beside a receiver's tracks are no places of their own.
    if URL(fileURLWithPath: path).pathExtension.lowercased() == "gpx", !shapes.lines.isEmpty { shapes.points = [] }
    return shapes
  }

  private static func archive(path: String) throws -> GeoShapes {
    let archive = try ArchiveReader(path: path)
    func ends(_ name: String, with suffix: String) -> Bool { name.lowercased().hasSuffix(suffix) }
    let documents = archive.names.filter { ends($0, with: ".kml") }
    if !documents.isEmpty { return try joined(documents, in: archive, path: path) }
    guard archive.names.contains(where: { ends($0, with: ".shp") }) else {
      throw GeoRasterError.brokenArchive(path: path, reason: "it holds neither a KML document nor a Shapefile")
    }
    return try FieldLayers(zippedPath: path).shapes
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
