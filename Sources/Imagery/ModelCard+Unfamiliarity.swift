extension ModelCard {
  /// How a network says that a tile is unlike what it has learnt.
  public struct Unfamiliarity: Sendable, Hashable, Codable {
    /// The graph's output, with one number for a tile.
    public let output: String
    /// From which number on a tile counts as unlike what the network has learnt.
    public let limit: Double
    /// What the number says, in a sentence; nil where the card does not explain it.
    public let meaning: String?

    /// Describes the output.
    public init(output: String, limit: Double, meaning: String?) {
      self.output = output
      self.limit = limit
      self.meaning = meaning
    }

    /// Whether a tile's number says that it is unlike what the network has learnt.
    public func isBeyond(_ unfamiliarity: Float) -> Bool { Double(unfamiliarity) > limit }
  }
}
