import Documents
public import FieldGeometry

/// The patches of a map that an earlier survey made: the polygons of its GeoJSON with the `class` that each has.
public enum InfestationPatches {
  /// Reads the outlines of patches.
  ///
  /// - Parameters:
  ///   - bytes: the file's contents.
  ///   - file: what messages call the file.
  ///   - kind: the class wanted; nil for all.
  /// - Returns: the outline of each polygon; holes in patches do not matter to where they lie.
  /// - Throws: `MissionFormatsError` where it is no GeoJSON, a patch is no polygon, or none is of the class.
  public static func outlines(in bytes: [UInt8], file: String, class kind: String? = nil) throws -> [[GeoCoordinate]] {
    var outlines: [[GeoCoordinate]] = []
    var classes: Set<String> = []
    let document = try GeoJSONReader.document(in: bytes, file: file)
    let features = document["features"]?.elements ?? []
    for feature in features {
      let name = feature["properties"]?["class"]?.text
      if let name { classes.insert(name) }
      guard kind == nil || name == kind else { continue }
      guard let geometry = feature["geometry"], geometry != .null else { continue }
      let shapes = try GeoJSONReader.shapes(in: geometry, file: file)
      guard !shapes.polygons.isEmpty else {
        throw MissionFormatsError.noPolygon(file: file, kinds: shapes.otherKinds.sorted())
      }
      outlines += shapes.polygons.map(\.outer)
    }
    guard !outlines.isEmpty else {
      throw MissionFormatsError.noPatches(file: file, wanted: kind, found: classes.sorted())
    }
    return outlines
  }
}
