/// A folder in which images arrive, and until when they are waited for.
public struct WatchRequest: Sendable {
  /// The folder.
  public var folder: String
  /// How long nothing may come before the end; nil for no end but the user's.
  public var idle: Duration?
  /// The user's wish to come to an end.
  public var stop: any StopSource

  /// Takes a folder.
  ///
  /// - Parameters:
  ///   - folder: the folder.
  ///   - idle: how long nothing may come before the end; nil for no end but the user's.
  ///   - stop: the user's wish to come to an end.
  public init(folder: String, idle: Duration?, stop: any StopSource) {
    self.folder = folder
    self.idle = idle
    self.stop = stop
  }
}
