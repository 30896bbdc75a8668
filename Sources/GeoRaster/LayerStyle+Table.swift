import CGDAL

extension LayerStyle {
  /// Puts styles into the table of a GeoPackage from which QGIS takes them.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  static func write(_ styles: [LayerStyle], to file: VectorFile) throws {
    let fields = [
      "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML", "styleSLD",
      "useAsDefault", "description", "owner", "ui", "update_time",
    ]
    let types = ["useAsDefault": OFTInteger, "update_time": OFTDateTime]
    let table = try LayerWriter(
      file,
      layer: "layer_styles",
      fields: fields.map { ($0, types[$0] ?? OFTString) },
      geometry: wkbNone,
      options: ["FID": "id"]
    )
    for style in styles {
      try table.append([
        .text(""), .text(""), .text(style.layer), .text("geom"), .text(style.layer), .text(style.qml), .text(""),
        .number(1), .text("Made by ragweed"), .text(""),
      ])
    }
  }
}
