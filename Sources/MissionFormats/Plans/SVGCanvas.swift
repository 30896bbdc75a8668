import FieldGeometry
import FlightPlanning
import Quantities

/// The sheet that a plan is drawn on: metres east and north to pixels right and down.
struct SVGCanvas {
  private let west: Double
  private let north: Double
  private let scale: Double
  /// The width of the map, without the legend.
  let mapWidth: Double
  /// The height of the sheet.
  let height: Double
  private static let margin = 28.0
  private static let legendWidth = 420.0

  /// A sheet that holds the field, the take-off and every way: a turn may lead far beyond the field.
  init(around plan: SurveyPlan) {
    let ways = plan.sorties.flatMap(\.legs).flatMap(\.path)
    self.init(around: plan.field.flatMap(\.outer.vertices) + [plan.takeoff] + ways)
  }

  private init(around points: [LocalPoint]) {
    let x = points.map(\.east.meters)
    let y = points.map(\.north.meters)
    west = x.min() ?? 0
    north = y.max() ?? 0
    let width = max(1, (x.max() ?? 1) - west)
    let extent = max(1, north - (y.min() ?? 0))
    scale = min(900 / width, 820 / extent)
    mapWidth = max(320, width * scale) + 2 * Self.margin
    // The legend needs its height, and the scale bar a strip below the map.
    height = max(600, extent * scale + 2 * Self.margin + 40)
  }

  /// Where the legend begins.
  var legendLeft: Double { mapWidth + 10 }

  /// The length of something on the sheet.
  func pixels(_ length: Length) -> Double { length.meters * scale }

  /// A place on the sheet, as `x y`.
  func point(_ point: LocalPoint) -> String {
    let x = (point.east.meters - west) * scale + Self.margin
    let y = (north - point.north.meters) * scale + Self.margin
    return Figure.text(x, 2) + " " + Figure.text(y, 2)
  }

  /// Places on the sheet, as the list of a path.
  func list(_ points: [LocalPoint]) -> String { points.map(point).joined(separator: "L") }

  /// The document's start with the styles.
  var header: String {
    let width = Figure.text(mapWidth + Self.legendWidth, 0)
    let height = Figure.text(height, 0)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)">
      <style>
      text { font: 12px sans-serif; fill: #222; }
      .title { font-size: 16px; font-weight: bold; }
      .key { fill: #777; }
      .mark { font-size: 10px; font-weight: bold; text-anchor: middle; fill: #fff; }
      .middle { text-anchor: middle; }
      .field { fill: #eef3e2; stroke: #4d6b2a; stroke-width: 1.5; fill-rule: evenodd; }
      .hole { fill: #c9c2b8; stroke: #7a6a55; stroke-width: 1; }
      .transit { fill: none; stroke: #555; stroke-width: 1; stroke-dasharray: 4 3; }
      .arrow { fill: #222; }
      .takeoff { fill: #b00020; stroke: #fff; stroke-width: 1.5; }
      </style>
      <rect width="100%" height="100%" fill="#fff"/>

      """
  }

  /// A bar of a round length, about a fifth of the map.
  var scaleBar: String {
    let wanted = max(1, 180 / scale)
    var length = 1.0
    while length * 10 <= wanted { length *= 10 }
    if length * 5 <= wanted { length *= 5 } else if length * 2 <= wanted { length *= 2 }
    let label = length >= 1000 ? Figure.text(length / 1000, 0) + " km" : Figure.text(length, 0) + " m"
    let x = Figure.text(Self.margin, 0)
    let y = Figure.text(height - 18, 0)
    return """
      <path d="M\(x) \(y)v-6v6h\(Figure.text(length * scale, 1))v-6" fill="none" stroke="#222" stroke-width="1.5"/>
      <text x="\(Figure.text(Self.margin + length * scale + 8, 1))" y="\(y)">\(label)</text>

      """
  }

  /// North is up; the arrow says so.
  var northArrow: String {
    let x = Figure.text(mapWidth - 24, 0)
    let y = Figure.text(height - 34, 0)
    return """
      <g transform="translate(\(x) \(y))"><path d="M0 -14L6 8L0 3L-6 8Z" fill="#222"/>\
      <text y="22" class="middle">N</text></g>

      """
  }
}
