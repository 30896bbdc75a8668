import ArgumentParser
import FlightPlanning

extension CompletionKind {
  /// The outline of a field, zones or lines.
  static var field: CompletionKind {
    .file(extensions: ["geojson", "json", "kml", "kmz", "gpkg", "shp", "zip", "gpx"])
  }

  /// A file of YAML.
  static var yaml: CompletionKind { .file(extensions: ["yaml", "yml"]) }

  /// A drone of the catalogue.
  static var drone: CompletionKind {
    .custom { _, _, _ in (try? Catalog.shipped())?.drones.map(\.id) ?? [] }
  }
}
