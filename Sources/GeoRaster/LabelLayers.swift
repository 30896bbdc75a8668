/// The labels of a vector file: shapes with the name of a class, and shapes that bound what was looked at.
public struct LabelLayers: Sendable {
  /// Shapes with a name, in the order of the file.
  public private(set) var shapes: [LabelShape] = []
  /// Shapes without one, from the layer that bounds what was looked at.
  public private(set) var area: [LabelShape] = []
  /// Shapes whose name is empty, which say nothing.
  public private(set) var unnamedCount = 0

  /// Reads a file.
  ///
  /// Layers that have no such column are left out; one that is called like `LabelFile.area` bounds what was looked at, if it
  /// has a shape. A layer that names no reference system is taken as WGS 84.
  ///
  /// - Parameters:
  ///   - path: a GeoPackage, a Shapefile or GeoJSON.
  ///   - column: the column with the name of the class.
  ///   - areaLayer: another layer that bounds what was looked at, which must be there.
  /// - Throws: `GeoRasterError` where the file cannot be read, has not the layer, or no layer has the column.
  public init(path: String, column: String, areaLayer: String? = nil) throws {
    let layers = try VectorLayer.all(of: path)
    var isFound = false
    for layer in layers {
      if layer.name == areaLayer ?? LabelFile.area {
        area += Self.area(of: layer)
      } else if let index = layer.column(column) {
        isFound = true
        add(layer, column: index)
      }
    }
    func list(_ names: [String]) -> String { names.map { "'\($0)'" }.joined(separator: ", ") }
    if let areaLayer, !layers.contains(where: { $0.name == areaLayer }) {
      throw GeoRasterError.labels(
        path: path,
        reason: "it has no layer '\(areaLayer)', only \(list(layers.map(\.name)))",
        remedy: "Name the layer that bounds what was looked at, or a file with it."
      )
    }
    guard isFound else {
      let columns = Set(layers.flatMap(\.columns)).sorted()
      throw GeoRasterError.labels(
        path: path,
        reason: "no layer has a column '\(column)'; there is \(columns.isEmpty ? "none at all" : list(columns))",
        remedy: "Name the column that says what each shape is."
      )
    }
  }

  /// Reads the shapes of a file that bound what was looked at, of all its layers.
  ///
  /// - Parameter areaPath: a GeoPackage, a Shapefile or GeoJSON.
  /// - Throws: `GeoRasterError` where the file cannot be read.
  public init(areaPath: String) throws { area = try VectorLayer.all(of: areaPath).flatMap(Self.area) }

  private static func area(of layer: VectorLayer) -> [LabelShape] {
    layer.features.compactMap { feature in
      feature.wellKnownBinary.map { LabelShape(name: nil, wellKnownBinary: $0, system: layer.system) }
    }
  }

  private mutating func add(_ layer: VectorLayer, column: Int) {
    for feature in layer.features {
      guard let bytes = feature.wellKnownBinary else { continue }
      let name = feature.values[column]?.split(whereSeparator: \.isWhitespace).joined(separator: " ") ?? ""
      if name.isEmpty {
        unnamedCount += 1
      } else {
        shapes.append(LabelShape(name: name, wellKnownBinary: bytes, system: layer.system))
      }
    }
  }
}
