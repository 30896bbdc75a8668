public import Imagery

/// From how many sides a tile is looked at.
public enum TileViews: Int, Sendable, CaseIterable {
  /// As it is.
  case one = 1
  /// Also turned by half a turn.
  case two = 2
  /// Also mirrored left to right, and top to bottom.
  case four = 4
  /// All of these also turned by a quarter.
  case eight = 8

  /// How the tile is turned for each view; the tile as it is comes first.
  public var orientations: [ImageOrientation] {
    let all: [ImageOrientation] = [
      .upright, .upsideDown, .mirrored, .flipped, .quarterClockwise, .quarterCounterClockwise, .transposed,
      .transversed,
    ]
    return Array(all.prefix(rawValue))
  }
}
