import Documents
import Foundation
import ResultFiles

/// Puts results into a folder, all of them or none.
enum ResultPublisher {
  /// Publishes files.
  ///
  /// - Parameters:
  ///   - files: the files by their paths below the folder, what stands for the whole last.
  ///   - output: the folder.
  ///   - overwrite: whether results of an earlier run are replaced.
  /// - Throws: `FileError`.
  static func publish(_ files: [(path: String, data: Data)], to output: String, overwrite: Bool) throws {
    let folder = try OutputFolder(path: output, overwrite: overwrite)
    for parent in Set(files.map { URL(fileURLWithPath: folder.path(of: $0.path)).deletingLastPathComponent() }) {
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    }
    try folder.publish(files.map { (name: $0.path, data: $0.data) })
  }

  /// A document as the bytes of a file.
  static func data(of document: JSONValue) -> Data { Data((document.document + "\n").utf8) }
}
