/// From where a wish comes to end the waiting for images.
public protocol StopSource: Sendable {
  /// Whether there was such a wish.
  var isMade: Bool { get }

  /// Begins to listen.
  func listen()

  /// Ends listening.
  func cease()
}
