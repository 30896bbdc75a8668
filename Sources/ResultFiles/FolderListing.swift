import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// What a folder holds, names that are no UTF-8 among it.
///
/// Foundation leaves such names out without a word, and gives an empty list for a folder that may not be read.
public struct FolderListing: Sendable {
  /// The names in order of their bytes.
  public let names: [String]
  /// The names that are no UTF-8, with a mark for each byte that is no letter.
  public let broken: [String]

  /// Lists a folder.
  ///
  /// - Throws: `FileError.cannotRead` where it is none, or may not be read.
  public init(path: String) throws {
    guard let folder = unsafe opendir(path) else {
      throw FileError.cannotRead(
        path: path,
        reason: "the folder cannot be listed (\(unsafe String(cString: strerror(errno))))",
        remedy: "Check its permissions."
      )
    }
    defer { _ = unsafe closedir(folder) }
    var (sound, broken): ([String], [String]) = ([], [])
    while let entry = unsafe readdir(folder) {
      let bytes = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
      if bytes == [0x2E] || bytes == [0x2E, 0x2E] { continue }
      if let name = String(validating: bytes, as: UTF8.self) {
        sound.append(name)
      } else {
        broken.append(String(decoding: bytes, as: UTF8.self))
      }
    }
    names = sound.sorted()
    self.broken = broken.sorted()
  }
}
