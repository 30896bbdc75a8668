import Foundation

extension Catalog {
  /// The cameras and drones that the library knows, and where they are given the entries of a user, which replace those
  /// of the same id.
  ///
  /// The files are compiled into the library, so that they are found wherever a program is installed.
  ///
  /// - Parameter own: the user's own entries.
  /// - Returns: the catalogue, in the order of its files, the user's entries last.
  /// - Throws: `FlightPlanningError` where an id is given twice in the user's entries, a figure is not above zero, or a
  ///   drone's camera is not known.
  public static func shipped(with own: CatalogRecord? = nil) throws -> Catalog {
    let decoder = JSONDecoder()
    let shipped = try [PackageResources.cameras_json, PackageResources.drones_json].map {
      try decoder.decode(CatalogRecord.self, from: Data($0))
    }
    return try Catalog(shipped: shipped, user: own.map { [$0] } ?? [])
  }
}
