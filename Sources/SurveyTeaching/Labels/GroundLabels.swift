import Foundation
import GeoRaster

/// Labels that were drawn over ground.
struct GroundLabels {
  /// The shapes, and those without a name that bound what was looked at.
  let shapes: [LabelShape]
  /// The first file, for messages.
  let path: String
  /// What the user should know.
  let notices: [String]
  /// The class of each name.
  var labels: [String: UInt8] = [:]

  /// Reads files.
  ///
  /// - Parameters:
  ///   - paths: the files.
  ///   - drawn: how they are read.
  /// - Throws: `GeoRasterError.labels` where one cannot be read, or has neither the column nor the layer.
  init(_ paths: [String], drawn: DrawnLabels) throws {
    path = paths[0]
    var shapes: [LabelShape] = []
    var area: [LabelShape] = []
    var unnamed = 0
    let areaFile = drawn.area.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
    for path in paths {
      let layers = try LabelLayers(path: path, column: drawn.column, areaLayer: areaFile == nil ? drawn.area : nil)
      shapes += layers.shapes
      area += layers.area
      unnamed += layers.unnamedCount
    }
    if let areaFile { area += try LabelLayers(areaPath: areaFile).area }
    guard !shapes.isEmpty else {
      throw GeoRasterError.labels(
        path: path,
        reason: "no shape has a value in its column '\(drawn.column)'",
        remedy: "Say there what each shape is."
      )
    }
    if let wanted = drawn.area, area.isEmpty {
      throw GeoRasterError.labels(
        path: wanted,
        reason: "it bounds no ground",
        remedy: "Draw a polygon around what was looked at."
      )
    }
    notices =
      unnamed == 0 ? [] : ["\(unnamed) shape(s) have no value in the column '\(drawn.column)' and are left out."]
    self.shapes = area + shapes
  }
}
