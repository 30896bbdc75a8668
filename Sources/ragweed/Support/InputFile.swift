import Foundation

/// Reading of files that users name.
enum InputFile {
  /// The contents of a file.
  ///
  /// - Throws: `CommandError.cannotRead` where it is missing, a folder, empty or not readable.
  static func bytes(path: String) throws -> [UInt8] {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandError.cannotRead(path: path, reason: "there is no such file", remedy: "Check the path.")
    }
    guard !isFolder.boolValue else {
      throw CommandError.cannotRead(path: path, reason: "it is a folder", remedy: "Name a file in it.")
    }
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw CommandError.cannotRead(
        path: path,
        reason: error.localizedDescription,
        remedy: "Check the file's permissions."
      )
    }
    guard !data.isEmpty else {
      throw CommandError.cannotRead(path: path, reason: "it is empty", remedy: "Export it again.")
    }
    return [UInt8](data)
  }
}
