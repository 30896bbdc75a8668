import Documents
import FieldGeometry
public import FlightPlanning
import Quantities

/// A sortie as KML 2.2, to look at on a globe: the field, the way at its altitude, the take-off.
public enum PlanKML {
  /// The document of a sortie.
  ///
  /// - Parameters:
  ///   - sortie: the sortie.
  ///   - plan: the plan that it belongs to.
  ///   - name: what the sortie is called.
  /// - Returns: the document; the elements of each object stand in the order that the schema asks for.
  /// - Throws: `FieldGeometryError` where a place of the plan is not on the Earth.
  public static func text(of sortie: Sortie, in plan: SurveyPlan, name: String) throws -> String {
    let way = try SortieTrack(sortie, in: plan).points
    let lines = Self.lines(of: way).map { $0.map(position).joined(separator: " ") }
    let field = try plan.field.map { try rings(of: $0, plan) }
    let zones = try (plan.site.noFly?.zones ?? []).map { try rings(of: $0, plan) }
    var document = XMLText()
    document.add("kml", attributes: #"xmlns="http://www.opengis.net/kml/2.2""#) {
      $0.add("Document") {
        $0.add("name", name)
        style(&$0, id: "way", line: "ffb27200", width: 2)
        style(&$0, id: "line", line: "ff005ed5", width: 3)
        style(&$0, id: "field", line: "ff2a6b4d", width: 2)
        if !zones.isEmpty { style(&$0, id: "no-fly", line: "ff2000b0", width: 2) }
        for (index, rings) in field.enumerated() {
          polygon(&$0, name: "Field \(index + 1)", style: "field", rings)
        }
        for (index, rings) in zones.enumerated() {
          polygon(&$0, name: "No-fly zone \(index + 1)", style: "no-fly", rings)
        }
        $0.add("Placemark") {
          $0.add("name", "Take-off")
          if let home = way.first { $0.add("Point") { $0.add("coordinates", text(home.coordinate)) } }
        }
        lineString(
          &$0,
          name: "Way",
          style: "way",
          way.map(position).joined(separator: " ")
        )
        $0.add("Folder") {
          $0.add("name", "Lines")
          for (index, line) in lines.enumerated() {
            lineString(&$0, name: "Line \(index + 1)", style: "line", line)
          }
        }
      }
    }
    return document.text
  }

  private static func rings(of boundary: FieldBoundary, _ plan: SurveyPlan) throws -> [String] {
    try boundary.rings.map { ring in
      try (ring.vertices + ring.vertices.prefix(1)).map { text(try plan.frame.coordinate(of: $0)) }.joined(
        separator: " "
      )
    }
  }

  private static func style(_ document: inout XMLText, id: String, line color: String, width: Int) {
    document.add("Style", attributes: "id=\"\(id)\"") {
      $0.add("LineStyle") {
        // Alpha, blue, green, red.
        $0.add("color", color)
        $0.add("width", String(width))
      }
      $0.add("PolyStyle") { $0.add("fill", "0") }
    }
  }

  private static func lineString(_ document: inout XMLText, name: String, style: String, _ coordinates: String) {
    document.add("Placemark") {
      $0.add("name", name)
      $0.add("styleUrl", "#\(style)")
      $0.add("LineString") {
        $0.add("altitudeMode", "relativeToGround")
        $0.add("coordinates", coordinates)
      }
    }
  }

  private static func polygon(_ document: inout XMLText, name: String, style: String, _ rings: [String]) {
    document.add("Placemark") {
      $0.add("name", name)
      $0.add("styleUrl", "#\(style)")
      $0.add("Polygon") {
        $0.add("tessellate", "1")
        for (index, ring) in rings.enumerated() {
          $0.add(index == 0 ? "outerBoundaryIs" : "innerBoundaryIs") {
            $0.add("LinearRing") { $0.add("coordinates", ring) }
          }
        }
      }
    }
  }

  /// The corners of each line: from a point where pictures start to the first where none are taken.
  private static func lines(of way: [SortieTrack.Point]) -> [ArraySlice<SortieTrack.Point>] {
    way.indices.filter { way[$0].captureCount > 0 }.map { start in
      let end = way[(start + 1)...].firstIndex { $0.photoDistance == nil || $0.captureCount > 0 } ?? way.endIndex - 1
      return way[start...end]
    }
  }

  /// A point at its height above the ground, which is what the altitude mode asks for.
  private static func position(_ point: SortieTrack.Point) -> String {
    text(point.coordinate) + "," + Figure.text(point.height.meters, 3)
  }

  private static func text(_ place: GeoCoordinate) -> String {
    Figure.fixed(place.longitude.degrees, 8) + "," + Figure.fixed(place.latitude.degrees, 8)
  }
}
