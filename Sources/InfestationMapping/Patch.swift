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

  /// The side of one of those pixels on the ground.
  public var pixelSide: Length { .meters((area.squareMeters / Double(pixelCount)).squareRoot()) }

  /// What the outline and the scale leave open of the area, with 95 % for the scale.
  ///
  /// The outline may lie half a pixel to either side. Outlines along pixel edges are 4 / pi times as long as what they
  /// follow (of all directions alike), so the strip is edges x pi / 4 pixels long. The scale multiplies lengths. Whether the
  /// model is right is not in it.
  ///
  /// - Parameter scaleDeviation: one standard deviation of the length of a pixel, as a share of it; 0 where it is known.
  /// - Returns: the least and the greatest area.
  public func areaRange(scaleDeviation: Double) -> ClosedRange<Area> {
    let edges = rings.reduce(0) { sum, ring in
      zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(sum) {
        $0 + ($1.0.x - $1.1.x).magnitude + ($1.0.y - $1.1.y).magnitude
      }
    }
    let strip = area / Double(pixelCount) * (Double(edges) * Double.pi / 4 / 2)
    let stretch = 1.96 * scaleDeviation
    let least = max(1 - stretch, 0)
    return max(area - strip, .zero) * (least * least)...(area + strip) * ((1 + stretch) * (1 + stretch))
  }
}
