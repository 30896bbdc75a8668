import FlightPlanning
import Foundation
import ResultFiles
import Yams

/// Loading of the camera and drone catalogue.
enum CatalogLoader {
  /// The library's catalogue, with the entries of the user's own file where one is named.
  ///
  /// - Parameter userPath: a YAML file (JSON is YAML too) with `cameras` and `drones` as in the shipped files.
  /// - Returns: the catalogue.
  /// - Throws: `FileError` where the file cannot be read, `FlightPlanningError` where an entry cannot be.
  static func load(userPath: String? = nil) throws -> Catalog { try .shipped(with: userPath.map(record)) }

  private static func record(path: String) throws -> CatalogRecord {
    let data = Data(try InputFile.bytes(path: path))
    do {
      return try YAMLDecoder().decode(CatalogRecord.self, from: data)
    } catch {
      throw FileError.cannotRead(
        path: path,
        reason: YAMLReason.of(error),
        remedy: "Write it like the file that 'ragweed drones --template' prints."
      )
    }
  }
}
