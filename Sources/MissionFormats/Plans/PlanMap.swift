import FieldGeometry
import FlightPlanning
import Quantities

/// The map of a plan's page: field, holes, footprints, lines by sortie, pictures, ways, take-off.
enum PlanMap {
  /// Beyond so many pictures the ground is drawn by line and the pictures are left out: the page must stay light.
  static let mostCaptures = 2_000

  static func svg(of plan: SurveyPlan) -> String {
    let canvas = SVGCanvas(around: plan)
    let size = Figure.text(canvas.mapWidth, 0) + " " + Figure.text(canvas.height, 0)
    var svg = "<svg viewBox=\"0 0 \(size)\" role=\"img\" aria-label=\"Map of the plan, north up\">\n"
    for boundary in plan.field {
      svg += "<path class=\"field\" d=\"\(boundary.rings.map { "M" + canvas.list($0.vertices) + "Z" }.joined())\"/>\n"
      for hole in boundary.holes { svg += "<path class=\"hole\" d=\"M\(canvas.list(hole.vertices))Z\"/>\n" }
    }
    svg += ZoneDrawing.svg(of: plan, canvas)
    let isLight = plan.imageCount <= mostCaptures
    svg += group("footprints", plan) {
      "fill=\"\($0)\""
    } path: { sortie in
      sortie.lines.map { line in
        let places = isLight ? line.captures.map { ($0, $0) } : [(line.start, line.end)]
        return places.map { "M" + canvas.list(footprint(from: $0.0, to: $0.1, along: line.bearing, plan)) + "Z" }
          .joined()
      }.joined()
    }
    let ways = plan.sorties.flatMap(\.legs).filter { $0.line == nil }.map { "M" + canvas.list($0.path) }.joined()
    svg += "<g class=\"transits\"><path d=\"\(ways)\"/></g>\n"
    svg += group("lines", plan) {
      "fill=\"none\" stroke=\"\($0)\" stroke-width=\"1.6\""
    } path: { sortie in
      sortie.lines.map { "M" + canvas.list([$0.start, $0.end]) }.joined()
    }
    if isLight {
      // A path of no length with round ends is a dot.
      svg += group("captures", plan) {
        "stroke=\"\($0)\" stroke-width=\"4\" stroke-linecap=\"round\""
      } path: { sortie in
        sortie.lines.flatMap(\.captures).map { "M" + canvas.point($0) + "h0" }.joined()
      }
    }
    svg += "<g class=\"order\">\n" + PlanSVG.arrows(plan, canvas) + numbers(plan, canvas) + "</g>\n"
    svg += """
      <g transform="translate(\(canvas.point(plan.takeoff)))"><circle r="8" class="takeoff"/><text y="3.5" class="mark">H</text></g>

      """
    return svg + canvas.scaleBar + canvas.northArrow + "</svg>"
  }

  /// Not more lines are numbered, the first of each sortie always: more could not be told apart.
  private static let mostNumbers = 60

  /// The lines counted in the order flown, each where it begins.
  private static func numbers(_ plan: SurveyPlan, _ canvas: SVGCanvas) -> String {
    let every = max(1, (plan.lines.count + mostNumbers - 1) / mostNumbers)
    var number = 0
    var placed: [Vector] = []
    return plan.sorties.flatMap { sortie in
      sortie.lines.enumerated().compactMap { index, line in
        number += 1
        guard index == 0 || number % every == 0 else { return nil }
        // Beside the line's start, against its direction.
        let pixels = canvas.pixels(.meters(1))
        let place = Vector(line.start) - Vector.unit(direction: line.bearing.radians) * (10 / max(1e-9, pixels))
        // Numbers on each other can not be read.
        guard !placed.contains(where: { ($0 - place).length * pixels < 18 }) else { return nil }
        placed.append(place)
        let transform = "translate(\(canvas.point(LocalPoint(place))))"
        return "<text class=\"number\" transform=\"\(transform)\" y=\"4\">\(number)</text>\n"
      }
    }.joined()
  }

  /// What the map's colours mean.
  static func legend(of plan: SurveyPlan) -> String {
    var entries = [("class=\"field\" d=\"M1 1H25V13H1Z\"", "field")]
    if plan.field.contains(where: { !$0.holes.isEmpty }) {
      entries.append(("class=\"hole\" d=\"M1 1H25V13H1Z\"", "hole: not flown over"))
    }
    entries.append(("fill=\"none\" stroke=\"#555\" stroke-dasharray=\"4 3\" d=\"M1 7H25\"", "way without pictures"))
    entries.append(("class=\"takeoff\" d=\"M6 7a7 7 0 1 1 14 0a7 7 0 1 1 -14 0\"", "take-off and landing"))
    entries += plan.sorties.indices.prefix(2 * PlanSVG.colors.count).map { index in
      let color = PlanSVG.colors[index % PlanSVG.colors.count]
      return ("fill=\"none\" stroke=\"\(color)\" stroke-width=\"3\" d=\"M1 7H25\"", "sortie \(index + 1)")
    }
    let spans = entries.map { shape, label in
      "<span><svg viewBox=\"0 0 26 14\" aria-hidden=\"true\"><path \(shape)/></svg>\(label)</span>\n"
    }
    let rest = plan.sorties.count - 2 * PlanSVG.colors.count
    let more = rest > 0 ? "<span>and \(rest) more, in the same colours again</span>\n" : ""
    return "<p class=\"legend\">\n\(spans.joined())\(more)</p>"
  }

  private static func group(
    _ name: String,
    _ plan: SurveyPlan,
    style: (String) -> String,
    path: (Sortie) -> String
  ) -> String {
    let paths = plan.sorties.enumerated().map { index, sortie in
      "<path \(style(PlanSVG.colors[index % PlanSVG.colors.count])) d=\"\(path(sortie))\"/>\n"
    }
    return "<g class=\"\(name)\">\n\(paths.joined())</g>\n"
  }

  /// The corners of the ground that pictures show from one place to another.
  private static func footprint(
    from start: LocalPoint,
    to end: LocalPoint,
    along bearing: Angle,
    _ plan: SurveyPlan
  ) -> [LocalPoint] {
    let along = Vector.unit(direction: bearing.radians)
    let half = along * (plan.design.groundLength.meters / 2)
    let side = Vector(x: along.y, y: -along.x) * (plan.design.groundWidth.meters / 2)
    let (from, to) = (Vector(start) - half, Vector(end) + half)
    return [from - side, to - side, to + side, from + side].map(LocalPoint.init)
  }
}
