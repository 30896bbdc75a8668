public import Quantities

/// Pixels of one class that hang together by their edges, and the outline along those edges.
public struct Patch: Sendable, Hashable {
  /// The class, 1 or more.
  public let classIndex: UInt8

  /// The outer ring, then the holes; each ring names its first corner once.
  ///
  /// Rings may touch in points, never cross.
  public let rings: [[PixelCorner]]

  /// How many pixels the patch has.
  public let pixelCount: Int

  /// The area of those pixels on the ground.
  public let area: Area

  /// The mean probability of the class over the patch, from 0 to 1.
  public let confidence: Double
}
