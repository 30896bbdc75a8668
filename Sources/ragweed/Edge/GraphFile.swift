import EdgeDeployment
import Foundation

/// Layer graphs in files.
enum GraphFile {
  /// Reads a layer graph.
  ///
  /// - Throws: `CommandError.cannotRead` where it is none, `EdgeDeploymentError` where it is unsound.
  static func load(path: String) throws -> LayerGraph {
    let bytes = try InputFile.bytes(path: path, limit: 64 << 20)
    guard let first = bytes.first(where: { $0 > 32 }), first == UInt8(ascii: "{") else {
      throw CommandError.cannotRead(
        path: path,
        reason: "it is no layer graph",
        remedy: "Give a .graph.json, as docs/edge.md describes it."
      )
    }
    let record: GraphRecord
    do {
      record = try JSONDecoder().decode(GraphRecord.self, from: Data(bytes))
    } catch {
      throw CommandError.cannotRead(
        path: path,
        reason: DecodingReason.of(error),
        remedy: "Write it as docs/edge.md describes a layer graph."
      )
    }
    return try record.graph(fallbackName: stem(path))
  }

  /// The part of a file's name before its first dot, by which graphs and reports belong together.
  static func stem(_ path: String) -> String {
    let name = URL(fileURLWithPath: path).lastPathComponent
    return String(name.prefix { $0 != "." })
  }
}
