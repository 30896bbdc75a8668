public import Quantities

/// What the files of a map hold, and how they are laid out.
public struct ResultRequest: Sendable {
  /// Whether masks are cloud-optimised GeoTIFF, of which parts can be read over a network.
  public var cog = false
  /// The area below which patches are left off the map; nil for none.
  public var minArea: Area?
  /// How far outlines may leave the pixels' to have fewer corners; nil for not at all.
  public var simplify: Length?
  /// Whether a small picture of each input is drawn with the outlines of what was found.
  public var overlay = false
  /// Whether each input is segmented a second time with its tiles elsewhere.
  public var qa = false

  /// Masks as plain GeoTIFF, every patch with every corner.
  public init() {}

  /// Whether a patch is left off the map.
  func isTooSmall(_ area: Area) -> Bool { minArea.map { area < $0 } ?? false }
}
