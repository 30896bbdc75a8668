import FlightPlanning
import Foundation
import ResultFiles
import Yams

/// Loading of the camera and drone catalogue.
enum CatalogLoader {
  /// The shipped catalogue, with the entries of the user's own file where one is named.
  ///
  /// - Parameter userPath: a YAML file (JSON is YAML too) with `cameras` and `drones` as in the shipped files.
  /// - Returns: the catalogue.
  /// - Throws: `FileError` where a file cannot be read, `FlightPlanningError` where an entry cannot be.
  static func load(userPath: String? = nil) throws -> Catalog {
    let shipped = try ["catalog/cameras.json", "catalog/drones.json"].map { name in
      let path = try ResourceLocator.path(of: name)
      return try decode(path: path) { try JSONDecoder().decode(CatalogRecord.self, from: $0) }
    }
    let user = try userPath.map { path in
      try decode(path: path) { try YAMLDecoder().decode(CatalogRecord.self, from: $0) }
    }
    return try Catalog(shipped: shipped, user: user.map { [$0] } ?? [])
  }

  private static func decode(path: String, with decode: (Data) throws -> CatalogRecord) throws -> CatalogRecord {
    let data = Data(try InputFile.bytes(path: path))
    do {
      return try decode(data)
    } catch {
      throw FileError.cannotRead(
        path: path,
        reason: YAMLReason.of(error),
        remedy: "Write it like the entries that 'ragweed drones --format json' prints."
      )
    }
  }
}
