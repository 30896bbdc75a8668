public import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Writing of files that appear whole or not at all.
public enum AtomicFile {
  /// Writes a file.
  ///
  /// - Parameters:
  ///   - data: its bytes.
  ///   - path: where it goes; an earlier file is replaced in one step.
  /// - Throws: `FileError.cannotWrite`.
  public static func write(_ data: Data, to path: String) throws {
    try write([(path, data)])
  }

  /// Writes files that belong together, wherever they go: all of them, or none.
  ///
  /// - Parameter files: the files by path; what stands for the whole comes last.
  /// - Throws: `FileError.cannotWrite`.
  public static func write(_ files: [(path: String, data: Data)]) throws { try Publication.publish(files) }

  /// Takes away what is not finished, and lets nothing more be finished, for a program that is ended from outside.
  ///
  /// What is about to appear does so first.
  ///
  /// - Parameter last: what ends the program.
  public static func abandon(then last: () -> Void) {
    Publication.unfinished.withLock { names in
      for name in names { _ = unsafe unlink(name) }
      last()
    }
  }

  /// Writes a text in UTF-8.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - path: where it goes; an earlier file is replaced in one step.
  /// - Throws: `FileError.cannotWrite`.
  public static func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }
}
