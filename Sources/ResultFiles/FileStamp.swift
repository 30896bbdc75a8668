public import Foundation

/// What tells a file from another, and from itself after a change: its path, its size and when it was last changed.
public struct FileStamp: Codable, Hashable, Sendable {
  /// The absolute path, as the user named it.
  public let path: String
  /// The size in bytes.
  public let size: Int64
  /// When it was last changed, in seconds since 1970.
  public let modified: Double

  /// Looks at a file, or at the one that a symbolic link leads to; nil where there is none.
  public init?(_ file: URL) {
    let resolved = file.resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved),
      let size = attributes[.size] as? NSNumber, let modified = attributes[.modificationDate] as? Date
    else { return nil }
    path = file.standardizedFileURL.path
    self.size = size.int64Value
    self.modified = modified.timeIntervalSince1970
  }
}
