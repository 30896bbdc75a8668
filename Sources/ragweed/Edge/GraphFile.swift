import ArgumentParser
import EdgeDeployment
import Foundation
import ModelGraphs
import ResultFiles

/// Layer graphs in files.
enum GraphFile {
  /// Reads a layer graph, or the one of an ONNX model.
  ///
  /// - Parameters:
  ///   - path: the file, or the name of a shipped model.
  ///   - size: width and height of the image in pixels, for an ONNX model; nil for its own.
  ///   - isWhole: false to leave out what only serves outputs behind the first.
  /// - Returns: the graph.
  /// - Throws: `FileError.cannotRead` where it is none, `EdgeDeploymentError` where it is unsound.
  static func load(path: String, size: (width: Int, height: Int)? = nil, isWhole: Bool = true) throws -> LayerGraph {
    let path = try ShippedModel.path(of: path)
    if path.lowercased().hasSuffix(".onnx") {
      let data = Data(try InputFile.bytes(path: path, limit: 2 << 30))
      let resolution = size.map { (rows: $0.height, columns: $0.width) }
      let model = try ModelGraph(onnx: data, path: path, resolution: resolution)
      return try LayerGraph(model, name: stem(path), path: path, isWhole: isWhole)
    }
    guard size == nil else {
      throw FileError.cannotRead(
        path: path,
        reason: "its shapes are fixed",
        remedy: "Leave --resolution out, or give an ONNX model."
      )
    }
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

  /// Reads a size of an image such as `1024x768`.
  static func size(_ text: String) throws -> (width: Int, height: Int) {
    let sides = text.split(separator: "x", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard sides.count == 2, sides.allSatisfy({ 1...65_535 ~= $0 }) else {
      throw ValidationError("'\(text)' is no size of an image. Write width and height in pixels, as in 1024x768.")
    }
    return (sides[0], sides[1])
  }
}
