import Foundation

/// What tells a file from another, and from itself after a change: its path, its size and when it was last changed.
struct FileStamp: Codable, Hashable {
  /// The absolute path, as the user named it.
  let path: String
  /// The size in bytes.
  let size: Int64
  /// When it was last changed, in seconds since 1970.
  let modified: Double

  /// Looks at a file, or at the one that a symbolic link leads to; nil where there is none.
  init?(_ file: URL) {
    let resolved = file.resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved),
      let size = attributes[.size] as? NSNumber, let modified = attributes[.modificationDate] as? Date
    else { return nil }
    path = file.standardizedFileURL.path
    self.size = size.int64Value
    self.modified = modified.timeIntervalSince1970
  }
}
