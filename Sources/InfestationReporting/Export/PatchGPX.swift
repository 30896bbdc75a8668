import Documents
import FieldGeometry
import Foundation
import GeoRaster
import Quantities

/// Patches as GPX 1.1: a waypoint for each, and a route from stop to stop.
struct PatchGPX {
  /// The document.
  let text: String

  /// Writes a map.
  ///
  /// - Throws: `GeoRasterError` where ground cannot be brought to WGS 84.
  init(_ map: SurveyMap, stops: [PatchStop], title: String) throws {
    func attributes(_ position: GeoCoordinate) -> String {
      String(format: #"lat="%.8f" lon="%.8f""#, position.latitude.degrees, position.longitude.degrees)
    }
    func label(_ patch: MappedPatch) -> String { PatchExport.label(patch.number, of: map.patches.count) }
    let inside = try map.patches.map { try map.plane.positionInside($0.ground) }
    var document = XMLText()
    let root = #"version="1.1" creator="ragweed" xmlns="http://www.topografix.com/GPX/1/1""#
    document.add("gpx", attributes: root) { gpx in
      gpx.add("metadata") { $0.add("name", title) }
      for (patch, position) in zip(map.patches, inside) {
        gpx.add("wpt", attributes: attributes(position)) { point in
          point.add("name", label(patch))
          point.add("cmt", PatchKML.description(of: patch))
          point.add("desc", PatchKML.description(of: patch))
          point.add("sym", "Flag")
        }
      }
      gpx.add("rte") { route in
        route.add("name", title)
        for stop in stops {
          route.add("rtept", attributes: attributes(stop.position)) { point in
            let area = stop.patches.reduce(0) { $0 + $1.area.squareMeters }
            point.add("name", stop.patches.prefix(4).map(label).joined(separator: " "))
            point.add("cmt", String(format: "%d patches, %.2f m2", stop.patches.count, area))
          }
        }
      }
    }
    text = document.text
  }
}
