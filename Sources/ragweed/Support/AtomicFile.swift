import Foundation

/// Writing of single files that appear whole or not at all.
enum AtomicFile {
  /// Writes a text.
  ///
  /// - Throws: `CommandError.cannotWrite`.
  static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandError.cannotWrite(path: path, reason: error.localizedDescription)
    }
  }
}
