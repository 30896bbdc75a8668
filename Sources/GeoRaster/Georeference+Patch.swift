public import FieldGeometry
public import InfestationMapping
import Quantities

extension Georeference {
  /// The positions of a patch's outline: the outer ring, then the holes.
  ///
  /// - Parameters:
  ///   - patch: the patch.
  ///   - slack: how far the outline may leave the edges of the pixels for the sake of fewer corners.
  /// - Returns: rings without their closing corners.
  /// - Throws: `GeoRasterError.projection` where a corner has no position on the Earth.
  public func positions(of patch: Patch, slack: OutlineSlack) throws -> [[GeoCoordinate]] {
    let rings = try slack.inPixels(side: patch.pixelSide).map {
      try PatchOutline.simplified(patch.rings, slackInPixels: $0)
    }
    return try (rings ?? patch.rings).map { try coordinates(of: $0) }
  }
}
