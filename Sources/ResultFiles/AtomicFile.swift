public import Foundation

/// Writing of single files that appear whole or not at all.
public enum AtomicFile {
  /// Writes a file.
  ///
  /// - Parameters:
  ///   - data: its bytes.
  ///   - path: where it goes; an earlier file is replaced in one step.
  /// - Throws: `FileError.cannotWrite`.
  public static func write(_ data: Data, to path: String) throws {
    try StagedFile(data, for: path).publish()
    StagedFile.settle(folder: URL(fileURLWithPath: path).deletingLastPathComponent().path)
  }

  /// Writes a text in UTF-8.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - path: where it goes; an earlier file is replaced in one step.
  /// - Throws: `FileError.cannotWrite`.
  public static func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }
}
