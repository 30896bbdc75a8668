import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A file under a name that nobody can have guessed, which gets its own when all that belongs to it is there.
///
/// It is never written through a link, and is on the disk before it is renamed. It goes with its owner unless it was
/// published.
final class StagedFile {
  /// Where it is until then.
  let temporary: String
  private let path: String
  private var isPublished = false

  /// Writes a file.
  ///
  /// - Parameters:
  ///   - data: its bytes.
  ///   - path: the file that it is to become.
  /// - Throws: `FileError.cannotWrite`.
  init(_ data: Data, for path: String) throws {
    self.path = path
    let url = URL(fileURLWithPath: path)
    let random = String(UInt64.random(in: .min ... .max), radix: 36)
    temporary = url.deletingLastPathComponent().appendingPathComponent(".\(random).tmp").path
    // The rights that the user's mask leaves, as for any new file.
    let file = Publication.unfinished.withLock { [temporary] names in
      let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
      if file >= 0 { names.insert(temporary) }
      return file
    }
    guard file >= 0 else { throw Self.failure(path) }
    defer { _ = close(file) }
    let bytes = [UInt8](data)
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes[written...].withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = Self.failure(path)
        _ = unsafe unlink(temporary)
        throw error
      }
      written += count
    }
    guard fsync(file) == 0 || errno == EINVAL else {
      let error = Self.failure(path)
      _ = unsafe unlink(temporary)
      throw error
    }
  }

  deinit {
    guard !isPublished else { return }
    Publication.unfinished.withLock { [temporary] names in
      _ = unsafe unlink(temporary)
      names.remove(temporary)
    }
  }

  /// Gives the file its name, for one that holds `Publication.unfinished`; an earlier file is replaced in one step.
  ///
  /// - Throws: `FileError.cannotWrite`.
  func publish() throws {
    guard unsafe rename(temporary, path) == 0 else { throw Self.failure(path) }
    isPublished = true
  }

  /// Puts the names of a folder's files on the disk; a file system that cannot is left alone.
  static func settle(folder: String) {
    let handle = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { return }
    fsync(handle)
    close(handle)
  }

  private static func failure(_ path: String) -> FileError {
    .cannotWrite(path: path, reason: unsafe String(cString: strerror(errno)))
  }
}
