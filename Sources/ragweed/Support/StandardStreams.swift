import Foundation

/// The streams that a program is started with, of which some may be closed or lead to a full disk.
enum StandardStreams {
  /// Opens the null device in the place of streams that are closed, so that no file that is opened later takes it.
  ///
  /// In the place of the output it is open for reading only, so that results that cannot be written are told.
  static func fillClosed() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 {
      _ = unsafe open("/dev/null", stream == STDERR_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Writes what was printed and not yet written.
  ///
  /// What could not be written before is still there, and is tried again.
  ///
  /// - Throws: `CommandError.outputNotWritten` where that fails.
  static func finishOutput() throws {
    guard fflush(nil) == 0 else {
      throw CommandError.outputNotWritten(reason: unsafe String(cString: strerror(errno)))
    }
  }
}
