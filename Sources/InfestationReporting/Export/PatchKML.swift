import Documents
import FieldGeometry
import Foundation
import GeoRaster
import Quantities

/// Patches as KML 2.2: a folder for each class, an outline and a point inside for each patch.
struct PatchKML {
  /// The document.
  let text: String

  /// Writes a map.
  ///
  /// - Throws: `GeoRasterError` where ground cannot be brought to WGS 84.
  init(_ map: SurveyMap, title: String) throws {
    let classes = Dictionary(grouping: map.patches, by: \.className)
    let drawn = try map.patches.map { patch in
      (
        patch: patch, inside: try map.plane.positionInside(patch.ground),
        rings: try map.plane.polygons(of: patch.ground)
      )
    }
    var document = XMLText()
    document.add("kml", attributes: #"xmlns="http://www.opengis.net/kml/2.2""#) { kml in
      kml.add("Document") { body in
        body.add("name", title)
        body.add("Style", attributes: #"id="patch""#) { style in
          style.add("LineStyle") { line in
            line.add("color", "ff005ed5")
            line.add("width", "2")
          }
          style.add("PolyStyle") { $0.add("color", "60005ed5") }
        }
        for name in classes.keys.sorted() {
          body.add("Folder") { folder in
            folder.add("name", name)
            for entry in drawn where entry.patch.className == name {
              Self.add(entry.patch, of: map, inside: entry.inside, rings: entry.rings, to: &folder)
            }
          }
        }
      }
    }
    text = document.text
  }

  private static func add(
    _ patch: MappedPatch,
    of map: SurveyMap,
    inside: GeoCoordinate,
    rings: [[[GeoCoordinate]]],
    to folder: inout XMLText
  ) {
    folder.add("Placemark") { mark in
      mark.add("name", PatchExport.label(patch.number, of: map.patches.count))
      mark.add("description", description(of: patch))
      mark.add("styleUrl", "#patch")
      mark.add("MultiGeometry") { shapes in
        shapes.add("Point") { $0.add("coordinates", text(inside)) }
        for polygon in rings {
          shapes.add("Polygon") { shape in
            shape.add("altitudeMode", "clampToGround")
            for (index, ring) in polygon.enumerated() {
              shape.add(index == 0 ? "outerBoundaryIs" : "innerBoundaryIs") { boundary in
                boundary.add("LinearRing") { line in
                  line.add("coordinates", (ring + ring.prefix(1)).map(text).joined(separator: " "))
                }
              }
            }
          }
        }
      }
    }
  }

  /// What a crew reads of a patch.
  static func description(of patch: MappedPatch) -> String {
    String(format: "%@, %.2f m2", patch.className, patch.area.squareMeters)
      + (patch.positionalAccuracy.map { String(format: ", lies to %.1f m", $0.meters) } ?? "")
  }

  private static func text(_ position: GeoCoordinate) -> String {
    String(format: "%.8f,%.8f", position.longitude.degrees, position.latitude.degrees)
  }
}
