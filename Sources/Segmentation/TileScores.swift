/// What a network says of a tile.
public struct TileScores: Sendable, Hashable {
  /// The probabilities as `[class, row, column]`.
  public var probabilities: [Float]

  /// How far the tile lies from what the network has learnt; nil where the network does not say, or gave no number.
  public var unfamiliarity: Float?

  /// Puts scores together.
  public init(_ probabilities: [Float], unfamiliarity: Float? = nil) {
    self.probabilities = probabilities
    self.unfamiliarity = unfamiliarity
  }
}
