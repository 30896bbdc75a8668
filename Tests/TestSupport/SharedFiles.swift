public import Foundation

/// The files beside the project that some tests check against and that a clone may lack.
public enum SharedFiles {
  /// The project's own folder.
  public static var projectFolder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }

  /// The path of a shared file.
  public static func path(_ name: String) -> String {
    projectFolder.deletingLastPathComponent().appendingPathComponent("shared").appendingPathComponent(name).path
  }

  /// Whether a shared file is there.
  public static func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// The contents of a shared file.
  public static func data(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path(name))) }
}
