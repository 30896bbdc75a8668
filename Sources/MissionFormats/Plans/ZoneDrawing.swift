import FieldGeometry
import FlightPlanning
import Quantities

/// No-fly zones on the drawings of a plan.
enum ZoneDrawing {
  private static let zone = "fill=\"#b00020\" fill-opacity=\"0.35\" stroke=\"#b00020\" fill-rule=\"evenodd\""
  private static let clearance = "fill=\"none\" stroke=\"#b00020\" stroke-dasharray=\"2 3\""

  /// The zones and the edges of their clearance, within the map; empty where there are none.
  static func svg(of plan: SurveyPlan, _ canvas: SVGCanvas) -> String {
    guard let noFly = plan.site.noFly else { return "" }
    func paths(_ zones: [FieldBoundary], _ style: String) -> String {
      zones.map { zone in
        "<path class=\"no-fly\" \(style) d=\"\(zone.rings.map { "M" + canvas.list($0.vertices) + "Z" }.joined())\"/>\n"
      }.joined()
    }
    let (width, height) = (Figure.text(canvas.mapWidth, 0), Figure.text(canvas.height, 0))
    // Zones may reach beyond the map, where the legend stands.
    return """
      <clipPath id="map"><path d="M0 0H\(width)V\(height)H0Z"/></clipPath>
      <g clip-path="url(#map)">
      \(paths(noFly.zones, zone))\(paths(noFly.keepOut, clearance))</g>

      """
  }

  /// The swatch and the words of the legend; nil where there are no zones.
  static func legend(of plan: SurveyPlan) -> (label: String, style: String)? {
    plan.site.noFly.map { ("no-fly zone, and \(Figure.text($0.clearance.meters, 2)) m around it", zone) }
  }
}
