import FlightPlanning
import Foundation

/// The library's catalogue, with entries of a test.
enum ShippedCatalog {
  static func load(user: CatalogRecord? = nil) throws -> Catalog { try .shipped(with: user) }

  static func record(_ json: String) throws -> CatalogRecord {
    try JSONDecoder().decode(CatalogRecord.self, from: Data(json.utf8))
  }
}
