import FieldGeometry
public import InfestationMapping
import Quantities

/// Outlines of patches with fewer corners than the pixels' edges have.
public enum PatchOutline {
  /// Takes corners away that the outline can do without.
  ///
  /// GEOS does it (its topology-preserving simplifier, after Douglas and Peucker, 1973): corners that stay are where they
  /// were, holes stay, and no ring crosses itself or another of the same patch. Two patches of different classes that
  /// touch may afterwards overlap, or leave a gap, by up to twice the distance.
  ///
  /// - Parameters:
  ///   - rings: the outer ring, then the holes, each without its closing corner.
  ///   - slackInPixels: how far from the outline a corner that goes may be.
  /// - Returns: as many rings; the same ones where GEOS finds nothing valid.
  /// - Throws: `GeoRasterError.geometry` where GEOS refuses.
  public static func simplified(_ rings: [[PixelCorner]], slackInPixels: Double) throws -> [[PixelCorner]] {
    let outline = try PlaneGeometry(
      rings: [rings.map { $0.map { Vector(x: Double($0.x), y: Double($0.y)) } }]
    )
    let simple = try outline.simplified(by: slackInPixels)
    let kept = simple.rings
    guard simple.isValid, kept.count == rings.count, kept.allSatisfy({ $0.count >= 3 }) else { return rings }
    return kept.map { $0.map { PixelCorner(x: Int(bounded: $0.x.rounded()), y: Int(bounded: $0.y.rounded())) } }
  }
}
