public import Quantities

/// What an elevation source knows of a place.
public enum GroundElevation: Sendable, Hashable {
  /// The height of the ground, or of the surface, in whatever vertical system the source uses.
  case height(Length)
  /// The place lies within the source, which has no value there.
  case noData
  /// The place lies beyond the source.
  case outside
}
