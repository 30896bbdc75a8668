import Documents
import FieldGeometry
public import FlightPlanning
import Quantities

/// A sortie as a route of GPX 1.1.
public enum PlanGPX {
  /// The document of a sortie.
  ///
  /// - Parameters:
  ///   - sortie: the sortie.
  ///   - plan: the plan that it belongs to.
  ///   - name: what the sortie is called.
  /// - Returns: the take-off as a waypoint and the way as a route.
  /// - Throws: `FieldGeometryError` where a place of the plan is not on the Earth.
  public static func text(of sortie: Sortie, in plan: SurveyPlan, name: String) throws -> String {
    let points = try SortieTrack(sortie, in: plan).points
    // The format counts elevations from the sea; without terrain the altitude of the take-off is not known.
    let zero = plan.terrain?.takeoffElevation ?? .zero
    let source = plan.terrain.map { "Elevations count from where those of '\($0.source)' do." }
    var document = XMLText()
    document.add("gpx", attributes: #"version="1.1" creator="ragweed" xmlns="http://www.topografix.com/GPX/1/1""#) {
      $0.add("metadata") { $0.add("name", name) }
      if let home = points.first {
        $0.add("wpt", attributes: place(home.coordinate)) { $0.add("name", "Take-off") }
      }
      $0.add("rte") {
        $0.add("name", name)
        $0.add("desc", source ?? "Elevations are above the take-off, not above the sea.")
        for (index, point) in points.enumerated() {
          $0.add("rtept", attributes: place(point.coordinate)) {
            $0.add("ele", Figure.text((point.altitude + zero).meters, 3))
            $0.add("name", String(index + 1))
          }
        }
      }
    }
    return document.text
  }

  private static func place(_ place: GeoCoordinate) -> String {
    "lat=\"\(Figure.fixed(place.latitude.degrees, 8))\" lon=\"\(Figure.fixed(place.longitude.degrees, 8))\""
  }
}
