import Foundation

/// Reading of files that users name.
public enum InputFile {
  /// The contents of a file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - limit: the most bytes it may have; nil for any number.
  /// - Returns: its bytes.
  /// - Throws: `FileError` where it is missing, a folder, empty, too large or not readable.
  public static func bytes(path: String, limit: Int? = nil) throws -> [UInt8] {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FileError.missing(path: path)
    }
    guard !isFolder.boolValue else {
      throw FileError.cannotRead(path: path, reason: "it is a folder", remedy: "Name a file in it.")
    }
    guard isRegular(path) else { throw FileError.notAFile(path: path) }
    let size = (attributes(of: path)?[.size] as? NSNumber)?.int64Value ?? 0
    if let limit, size > limit {
      throw FileError.cannotRead(
        path: path,
        reason: "it is larger than \(limit >> 20) MiB",
        remedy: "Leave out what is not needed, or check that it is the right file."
      )
    }
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw FileError.cannotRead(
        path: path,
        reason: error.localizedDescription,
        remedy: "Check the file's permissions."
      )
    }
    guard !data.isEmpty else {
      throw FileError.cannotRead(path: path, reason: "it is empty", remedy: "Export it again.")
    }
    return [UInt8](data)
  }

  /// Whether a path leads to a file, not to a folder, a device, or a pipe from which nothing may ever come.
  public static func isRegular(_ path: String) -> Bool {
    attributes(of: path)?[.type] as? FileAttributeType == .typeRegular
  }

  /// What the file system says of a file; of a symbolic link, what it says of that to which it leads.
  private static func attributes(of path: String) -> [FileAttributeKey: Any]? {
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    return try? FileManager.default.attributesOfItem(atPath: file)
  }

  /// The first bytes of a file, which tell its format.
  ///
  /// - Returns: at most 16 bytes; none where the file cannot be read, which reading it whole tells.
  public static func beginning(path: String) -> [UInt8] {
    guard isRegular(path), let file = FileHandle(forReadingAtPath: path) else { return [] }
    return [UInt8]((try? file.read(upToCount: 16)) ?? Data())
  }
}
