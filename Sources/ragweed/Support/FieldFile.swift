import Foundation
import GeoRaster
import MissionFormats

/// Reading of a field's outline from any of the formats that are known.
enum FieldFile {
  /// The most bytes of an outline as text: some million corners, as for one in an archive.
  private static let mostBytes = 64 << 20

  /// Reads a field.
  ///
  /// GeoJSON and KML are read here; a KMZ is a zipped KML, a zipped Shapefile a Shapefile; the rest is left to GDAL.
  ///
  /// - Throws: `CommandError`, `MissionFormatsError` or `GeoRasterError`.
  static func read(path: String) throws -> FieldDocument {
    let beginning = InputFile.beginning(path: path)
    if beginning.starts(with: [0x50, 0x4B, 3, 4]) { return try archive(path: path) }
    let isDatabase = beginning.starts(with: Array("SQLite format 3".utf8))
    // The first four bytes of a Shapefile are 9994, most significant first.
    if isDatabase || beginning.starts(with: [0, 0, 0x27, 0x0A]) {
      return FieldDocument(polygons: try FieldLayers(path: path).polygons, file: path)
    }
    return try FieldDocument(reading: InputFile.bytes(path: path, limit: mostBytes), file: path)
  }

  private static func archive(path: String) throws -> FieldDocument {
    let archive = try ArchiveReader(path: path)
    func ends(_ name: String, with suffix: String) -> Bool { name.lowercased().hasSuffix(suffix) }
    let documents = archive.names.filter { ends($0, with: ".kml") }
    if !documents.isEmpty { return try joined(documents, in: archive, path: path) }
    guard archive.names.contains(where: { ends($0, with: ".shp") }) else {
      throw GeoRasterError.brokenArchive(path: path, reason: "it holds neither a KML document nor a Shapefile")
    }
    return FieldDocument(polygons: try FieldLayers(zippedPath: path).polygons, file: path)
  }

  /// The field of a KMZ: that of its main document, or where this only refers to others, of all of them.
  private static func joined(_ names: [String], in archive: ArchiveReader, path: String) throws -> FieldDocument {
    let main = names.first { $0 == "doc.kml" } ?? names[0]
    do {
      return try FieldDocument(reading: archive.bytes(of: main), file: path)
    } catch MissionFormatsError.noPolygon(let file, let kinds) {
      let polygons = try names.filter { $0 != main }.flatMap { name in
        do {
          return try FieldDocument(reading: archive.bytes(of: name), file: path).polygons
        } catch MissionFormatsError.noPolygon {
          return []
        }
      }
      guard !polygons.isEmpty else { throw MissionFormatsError.noPolygon(file: file, kinds: kinds) }
      return FieldDocument(polygons: polygons, file: path)
    }
  }
}
