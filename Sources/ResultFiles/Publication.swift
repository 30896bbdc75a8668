import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// The one way in which files appear under their names: those that belong together all at once, or none of them.
enum Publication {
  /// The paths of files that are written and have no name yet. Whoever holds it decides whether there are any.
  static let unfinished = Mutex<Set<String>>([])

  /// Writes files that belong together.
  ///
  /// - Parameters:
  ///   - files: the files by path, in the order in which they appear; what stands for the whole comes last.
  ///   - outdated: the paths of files of an earlier run that none of these replaces.
  /// - Throws: `FileError.cannotWrite`; then none of the files is there, and what stood for the whole is gone.
  static func publish(_ files: [(path: String, data: Data)], removing outdated: [String] = []) throws {
    for file in files { try check(file.path) }
    let staged = try files.map { try StagedFile($0.data, for: $0.path) }
    // From here on nothing needs space. Whoever reads the last of them finds all the others.
    try unfinished.withLock { names in
      for path in (files.count > 1 ? files.suffix(1).map(\.path) : []) + outdated { try remove(path) }
      for (index, file) in staged.enumerated() {
        do {
          try file.publish()
        } catch {
          for earlier in files.prefix(index) { try? remove(earlier.path) }
          throw error
        }
        names.remove(file.temporary)
      }
    }
    for folder in Set(files.map { URL(fileURLWithPath: $0.path).deletingLastPathComponent().path }) {
      StagedFile.settle(folder: folder)
    }
  }

  /// Refuses to replace what is no file, such as a device.
  private static func check(_ path: String) throws {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    throw FileError.cannotWrite(path: path, reason: isFolder ? "it is a folder" : "it is a device and no file")
  }

  private static func remove(_ path: String) throws {
    guard unsafe unlink(path) != 0, errno != ENOENT else { return }
    throw FileError.cannotWrite(path: path, reason: unsafe String(cString: strerror(errno)))
  }
}
