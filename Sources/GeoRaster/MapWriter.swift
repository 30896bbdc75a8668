import CGDAL
import Foundation
public import InfestationMapping

/// Writes a map as GeoPackage and as GeoJSON (RFC 7946); the files get their names only when they are whole.
///
/// Patches go into the GeoPackage as they are found, one transaction for each input, so that an input that fails
/// half-way leaves nothing behind. The GeoJSON is written from it at the end.
public final class MapWriter: MapSink {
  private let geoPackage: LayerWriter
  private let geoJSONPath: String

  /// How many features the map has.
  public private(set) var featureCount = 0
  private var committedCount = 0

  /// Begins a map.
  ///
  /// - Parameters:
  ///   - geoJSONPath: the GeoJSON file to write.
  ///   - geoPackagePath: the GeoPackage to write.
  /// - Throws: `GeoRasterError.writeFailed`.
  public init(geoJSONPath: String, geoPackagePath: String) throws {
    self.geoJSONPath = geoJSONPath
    geoPackage = try LayerWriter(path: geoPackagePath, driver: "GPKG", layer: "patches", options: [:])
  }

  /// Begins an input.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func begin() throws { try geoPackage.begin() }

  /// Puts a patch on the map.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func append(_ feature: MapFeature) throws {
    try geoPackage.append(feature)
    featureCount += 1
  }

  /// Keeps what came since `begin()`.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func commit() throws {
    try geoPackage.commit()
    committedCount = featureCount
  }

  /// Drops what came since `begin()`.
  public func rollback() {
    geoPackage.rollback()
    featureCount = committedCount
  }

  /// Ends the map and gives the files their names.
  ///
  /// - Parameter decimals: digits behind the point of a coordinate in the GeoJSON; 8 are a millimetre.
  /// - Throws: `GeoRasterError.writeFailed` where something could not be written.
  public func finish(decimals: Int) throws {
    let geoJSON = try LayerWriter(
      path: geoJSONPath,
      driver: "GeoJSON",
      layer: "patches",
      options: ["RFC7946": "YES", "COORDINATE_PRECISION": "\(decimals)"]
    )
    try geoJSON.copy(from: geoPackage)
    try geoJSON.finish()
    try geoPackage.finish()
  }
}
