import Foundation

/// The files beside a model in which its weights lie.
enum WeightFiles {
  /// Refuses a model whose weights lie in a file that is not there, before an engine sees it: one of them ends the program.
  ///
  /// - Parameters:
  ///   - names: the files as the model names them.
  ///   - path: the model.
  /// - Throws: `VisionRuntimeError.noWeights`.
  static func check(_ names: [String], path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    for name in names {
      // Only files beside the model: a model must not have others read.
      let isBeside = !name.isEmpty && !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
      let file = folder.appendingPathComponent(name)
      guard isBeside, FileManager.default.isReadableFile(atPath: file.path) else {
        throw VisionRuntimeError.noWeights(path: path, file: name, isBeside: isBeside)
      }
    }
  }
}
