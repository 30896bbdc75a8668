public import Foundation

/// A folder for one test, taken away when it is no longer used.
public final class TemporaryFolder: Sendable {
  /// The folder.
  public let url: URL

  /// Makes a folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("ragweed-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The path of a file in the folder.
  public func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// The names of the files that a user sees in a folder, in their order; hidden ones begin with a point.
  public func visibleFiles(in name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Writes a file and gives its path.
  public func write(_ data: Data, as name: String) throws -> String {
    try data.write(to: url.appendingPathComponent(name))
    return path(name)
  }

  /// Writes a text file and gives its path.
  public func write(_ text: String, as name: String) throws -> String { try write(Data(text.utf8), as: name) }
}
