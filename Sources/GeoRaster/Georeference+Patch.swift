public import FieldGeometry
public import InfestationMapping
public import Quantities

extension Georeference {
  /// The positions of a patch's outline: the outer ring, then the holes.
  ///
  /// - Parameters:
  ///   - patch: the patch.
  ///   - slack: how far the outline may leave the edges of the pixels for the sake of fewer corners; nil for not at all.
  /// - Returns: rings without their closing corners.
  /// - Throws: `GeoRasterError.projection` where a corner has no position on the Earth.
  public func positions(of patch: Patch, slack: Length?) throws -> [[GeoCoordinate]] {
    let rings = try slack.map { slack in
      let side = (patch.area.squareMeters / Double(patch.pixelCount)).squareRoot()
      return try PatchOutline.simplified(patch.rings, slackInPixels: slack.meters / side)
    }
    return try (rings ?? patch.rings).map { try coordinates(of: $0) }
  }
}
