import CGDAL

/// A GeoPackage to draw labels in: empty layers with a column for the class, and drafts of labels that wait for one.
public enum LabelFile {
  /// The layer of polygons that somebody draws.
  public static let polygons = "labels"
  /// The layer of lines that somebody draws.
  public static let strokes = "strokes"
  /// The layer that bounds what was looked at to the last plant.
  public static let area = "labelled"
  /// The layer with what a map found: a label only where somebody gives it a class.
  public static let drafts = "drafts"
  /// The column of the class.
  public static let column = "class"

  /// Writes the file.
  ///
  /// - Parameters:
  ///   - path: the file to write.
  ///   - shapes: what a map found, with the names of its classes.
  /// - Throws: `GeoRasterError` where it cannot be written or a shape is none.
  public static func write(to path: String, drafts shapes: [LabelShape]) throws {
    let file = try VectorFile(path: path, driver: "GPKG")
    try file.begin()
    _ = try LayerWriter(file, layer: polygons, fields: [(column, OFTString)])
    _ = try LayerWriter(file, layer: strokes, fields: [(column, OFTString)], geometry: wkbLineString)
    _ = try LayerWriter(file, layer: area, fields: [("note", OFTString)])
    let layer = try LayerWriter(file, layer: drafts, fields: [(column, OFTString), ("found_as", OFTString)])
    try file.flush()
    var ways: [String: CoordinateTransformation] = [:]
    for shape in shapes {
      let geometry = try GeometryHandle(shape, path: path)
      if let system = shape.system {
        let way = try ways[system] ?? CoordinateTransformation(from: system, path: path)
        ways[system] = way
        try geometry.transform(by: way, path: path)
      }
      try unsafe layer.append([.none, .text(shape.name ?? "")], geometry: geometry.copy())
    }
    try file.commit()
    try file.finish()
  }
}
