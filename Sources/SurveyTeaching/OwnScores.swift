/// What a network's own scores are worth to classes that it does not know.
///
/// Where both have as many classes, each is its own; else the first is the background of both, and every other class begins
/// as what the network calls by its second.
struct OwnScores {
  private let sources: [Int]
  private let channels: Int

  /// Matches classes with the network's own.
  ///
  /// - Parameters:
  ///   - classCount: how many classes are taught.
  ///   - channels: how many the network has.
  init(classCount: Int, channels: Int) {
    self.channels = channels
    sources = (0..<classCount).map { classCount == channels ? $0 : min($0, 1, channels - 1) }
  }

  /// A score for each taught class.
  func scores(_ own: [Float]) -> [Float] { sources.map { own[$0] } }

  /// The same as a matrix, `[class][channel]`, times a gain.
  func matrix(gain: Float) -> [[Float]] {
    sources.map { source in (0..<channels).map { $0 == source ? gain : 0 } }
  }
}
