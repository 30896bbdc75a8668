public import EdgeDeployment
import Foundation
public import Imagery
import ModelGraphs
import ResultFiles

/// Layer graphs in files.
public enum GraphFile {
  /// Reads a layer graph, or makes the one of an ONNX model.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - size: the size of the image, for an ONNX model; nil for its own.
  ///   - isWhole: false to leave out what only serves outputs behind the first.
  /// - Returns: the graph.
  /// - Throws: `FileError.cannotRead` where it is none, `EdgeMeasurementError.fixedShapes` where a size was asked for and
  ///   the file has its own, `EdgeDeploymentError` where it is unsound.
  public static func load(path: String, size: PixelSize? = nil, isWhole: Bool = true) throws -> LayerGraph {
    if path.lowercased().hasSuffix(".onnx") {
      let data = Data(try InputFile.bytes(path: path, limit: 2 << 30))
      let resolution = size.map { (rows: $0.height, columns: $0.width) }
      let model = try ModelGraph(onnx: data, path: path, resolution: resolution)
      return try LayerGraph(model, name: stem(path), path: path, isWhole: isWhole)
    }
    guard size == nil else { throw EdgeMeasurementError.fixedShapes(path: path) }
    let bytes = try InputFile.bytes(path: path, limit: 64 << 20)
    guard let first = bytes.first(where: { $0 > 32 }), first == UInt8(ascii: "{") else {
      throw FileError.cannotRead(
        path: path,
        reason: "it is no layer graph",
        remedy: "Give an .onnx model or a .graph.json, as docs/edge.md describes it."
      )
    }
    let record: GraphRecord
    do {
      record = try JSONDecoder().decode(GraphRecord.self, from: Data(bytes))
    } catch {
      throw FileError.cannotRead(
        path: path,
        reason: DecodingReason.of(error),
        remedy: "Write it as docs/edge.md describes a layer graph."
      )
    }
    return try EdgeDeploymentError.naming(path) { try record.graph(fallbackName: stem(path)) }
  }

  /// The part of a file's name before its first dot, by which graphs and reports belong together.
  static func stem(_ path: String) -> String {
    let name = URL(fileURLWithPath: path).lastPathComponent
    return String(name.prefix { $0 != "." })
  }
}
