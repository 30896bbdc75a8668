import FieldGeometry
import Foundation
import GeoRaster
import Quantities

/// Patches as a table.
struct PatchTable {
  /// The table.
  let text: String

  /// Writes a map.
  ///
  /// - Throws: `GeoRasterError` where ground cannot be brought to WGS 84.
  init(_ map: SurveyMap, hasDecimalCommas: Bool) throws {
    var lines = TableText(hasDecimalCommas: hasDecimalCommas)
    lines.add(
      [
        "number", "class", "area_m2", "mean_probability", "positional_accuracy_m", "latitude_deg", "longitude_deg",
        "east_m",
        "north_m", "grid", "source",
      ].map { .text($0) }
    )
    for patch in map.patches {
      let inside = try map.plane.positionInside(patch.ground)
      let place = try map.plane.places(of: [inside])[0]
      lines.add([
        .text("\(patch.number)"), .text(patch.className), .number(patch.area.squareMeters, 4),
        .optional(patch.meanProbability, 4), .optional(patch.positionalAccuracy?.meters, 2),
        .number(inside.latitude.degrees, 8), .number(inside.longitude.degrees, 8), .number(place.east, 2),
        .number(place.north, 2), .text(map.plane.system), .text(patch.source),
      ])
    }
    text = lines.text
  }
}
