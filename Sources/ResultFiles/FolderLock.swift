import Foundation

/// A lock on a folder of results, which keeps a second run out of it.
///
/// It goes with the process, however it ends.
final class FolderLock {
  private let handle: FileHandle

  /// Takes the lock.
  ///
  /// - Parameters:
  ///   - path: the file that stands for the lock.
  ///   - folder: the folder of results, for messages.
  /// - Throws: `FileError.cannotWrite` where the file cannot be made, `FileError.inUse` where another run has the lock.
  init(path: String, folder: String) throws {
    if !FileManager.default.fileExists(atPath: path) { try AtomicFile.write("", to: path) }
    guard let handle = FileHandle(forUpdatingAtPath: path) else {
      throw FileError.cannotWrite(path: path, reason: "it may not be opened for writing")
    }
    // Some network folders know no locks; there two runs at once are the user's matter.
    if lockf(handle.fileDescriptor, F_TLOCK, 0) != 0, errno == EACCES || errno == EAGAIN {
      throw FileError.inUse(path: folder)
    }
    self.handle = handle
  }
}
