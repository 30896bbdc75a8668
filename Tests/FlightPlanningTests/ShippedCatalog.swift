import FlightPlanning
import Foundation
import Testing

/// The catalogue that ships with the program, read where it lies in the sources.
enum ShippedCatalog {
  static func load(user: [CatalogRecord] = []) throws -> Catalog {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/ragweed/Resources/catalog")
    let shipped = try ["cameras.json", "drones.json"].map { name in
      try JSONDecoder().decode(CatalogRecord.self, from: Data(contentsOf: folder.appendingPathComponent(name)))
    }
    return try Catalog(shipped: shipped, user: user)
  }

  static func record(_ json: String) throws -> CatalogRecord {
    try JSONDecoder().decode(CatalogRecord.self, from: Data(json.utf8))
  }
}
