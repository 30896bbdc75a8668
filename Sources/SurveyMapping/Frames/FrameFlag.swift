/// Why a frame is not used without being asked for.
public struct FrameFlag: Encodable, Sendable {
  /// The kinds of reasons.
  public enum Kind: String, Encodable, Sendable {
    /// The frame is out of focus or was moved.
    case blurred
    /// The frame is too dark to show anything.
    case black
    /// The frame shows what an earlier one shows, from the same place.
    case repeated
    /// Another program wrote the frame and may have turned it.
    case rewritten
    /// The frame's angles do not tell which side of it is up.
    case uncertainDirection = "uncertain direction"
    /// The frame was taken from much lower than the others, as on the landing pad.
    case low

    /// What is said of several frames.
    var predicate: String {
      switch self {
      case .blurred: "are blurred"
      case .black: "are black"
      case .repeated: "show the same as an earlier frame from the same place"
      case .uncertainDirection: "have angles that do not tell which side of them is up"
      case .low: "were taken from much lower than the others"
      case .rewritten: "were last written by another program, not by the camera"
      }
    }
  }

  /// The frame.
  public let source: String
  /// The kind of reason.
  public let flag: Kind
  /// The reason as a sentence.
  public let reason: String
  /// Whether the frame was used all the same.
  public let used: Bool

  /// Whether nothing can be told from the frame's pixels, so that it gets no mask.
  var spoilsPixels: Bool { flag == .black || flag == .blurred }
}
