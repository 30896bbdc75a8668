import Documents
import FieldGeometry
public import FlightPlanning
import Quantities

/// A picture of a plan: the field, its holes, the lines coloured by sortie, the ways between, the take-off, a scale and
/// the figures that matter.
public enum PlanSVG {
  /// Okabe and Ito's colours, told apart by nearly all eyes.
  static let colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#6B4C9A"]

  /// The picture as SVG 1.1.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - name: what the plan is called.
  /// - Returns: the document.
  public static func text(of plan: SurveyPlan, name: String) -> String {
    let canvas = SVGCanvas(around: plan)
    var svg = canvas.header
    svg +=
      field(plan, canvas) + ZoneDrawing.svg(of: plan, canvas) + transits(plan, canvas) + lines(plan, canvas)
      + arrows(plan, canvas)
    svg += takeoff(plan, canvas) + canvas.scaleBar + canvas.northArrow
    svg += legend(plan, name: name, canvas)
    return svg + "</svg>\n"
  }

  private static func field(_ plan: SurveyPlan, _ canvas: SVGCanvas) -> String {
    plan.field.map { boundary in
      let path = boundary.rings.map { "M" + canvas.list($0.vertices) + "Z" }.joined()
      let holes = boundary.holes.map { "<path d=\"M\(canvas.list($0.vertices))Z\" class=\"hole\"/>\n" }.joined()
      return "<path d=\"\(path)\" class=\"field\"/>\n" + holes
    }.joined()
  }

  private static func transits(_ plan: SurveyPlan, _ canvas: SVGCanvas) -> String {
    let paths = plan.sorties.flatMap(\.legs).filter { $0.line == nil }.map { "M" + canvas.list($0.path) }
    return "<path d=\"\(paths.joined())\" class=\"transit\"/>\n"
  }

  private static func lines(_ plan: SurveyPlan, _ canvas: SVGCanvas) -> String {
    let width = min(2, max(0.4, canvas.pixels(plan.rowGap) / 4))
    return plan.sorties.enumerated().map { index, sortie in
      let path = sortie.lines.map { "M" + canvas.list([$0.start, $0.end]) }.joined()
      return """
        <path d="\(path)" fill="none" stroke="\(colors[index % colors.count])" stroke-width="\(Figure.text(width, 2))"/>

        """
    }.joined()
  }

  /// Arrowheads in the middle of some lines: as many as can be told apart.
  static func arrows(_ plan: SurveyPlan, _ canvas: SVGCanvas) -> String {
    let lines = plan.lines.filter { canvas.pixels($0.length) > 30 }
    let every = max(1, lines.count / 40)
    let size = min(6, max(3, canvas.pixels(plan.rowGap) / 2.2))
    return stride(from: 0, to: lines.count, by: every).map { index in
      let line = lines[index]
      let tip = canvas.point(line.start.interpolated(to: line.end, by: 0.5))
      return """
        <path d="M0 \(Figure.text(-size, 1))L\(Figure.text(size * 0.7, 1)) \(Figure.text(size * 0.7, 1))\
        L\(Figure.text(-size * 0.7, 1)) \(Figure.text(size * 0.7, 1))Z" class="arrow" \
        transform="translate(\(tip)) rotate(\(Figure.text(line.bearing.degrees, 1)))"/>

        """
    }.joined()
  }

  private static func takeoff(_ plan: SurveyPlan, _ canvas: SVGCanvas) -> String {
    let place = canvas.point(plan.takeoff)
    return """
      <g transform="translate(\(place))"><circle r="7" class="takeoff"/><text y="3.5" class="mark">H</text></g>

      """
  }

  private static func legend(_ plan: SurveyPlan, name: String, _ canvas: SVGCanvas) -> String {
    let design = plan.design
    let cost = Figure.text(plan.cost.euros, 2) + " EUR"
    let facts = [
      ("drone", plan.request.drone.name), ("camera", plan.request.drone.camera.name),
      ("area", Figure.text(plan.area.hectares, 3) + " ha"),
      ("GSD", Figure.text(design.gsd.centimetersPerPixel, 3) + " cm/px"),
      ("altitude", Figure.text(design.altitude.meters, 1) + " m"),
      ("speed", Figure.text(design.speed.metersPerSecond, 2) + " m/s"),
      (
        "overlap",
        "\(Figure.text(plan.request.conditions.frontlap.percent, 1)) % along, "
          + "\(Figure.text(plan.request.conditions.sidelap.percent, 1)) % across"
      ),
      ("lines", "\(plan.lines.count), gap \(Figure.text(plan.rowGap.meters, 2)) m"),
      ("direction", plan.lineBearings.prefix(3).map { Figure.text($0.degrees, 1) }.joined(separator: ", ") + " deg"),
      ("images", "\(plan.imageCount)"),
      ("path", Figure.text(plan.pathLength.kilometers, 2) + " km"),
      (
        "flight time",
        Figure.text(plan.flightTime.inMinutes, 1) + " min in \(plan.sorties.count) "
          + (plan.sorties.count == 1 ? "sortie" : "sorties")
      ),
      ("cost", cost), ("coverage", Figure.text(plan.coverage * 100, 2) + " %"),
    ]
    var y = 30.0
    let x = Figure.text(canvas.legendLeft, 1)
    let values = Figure.text(canvas.legendLeft + 84, 1)
    var svg = "<text x=\"\(x)\" y=\"\(Figure.text(y, 1))\" class=\"title\">\(MarkupText.escaped(name))</text>\n"
    for (key, value) in facts {
      y += 20
      svg += """
        <text x="\(x)" y="\(Figure.text(y, 1))" class="key">\(key)</text>\
        <text x="\(values)" y="\(Figure.text(y, 1))">\(MarkupText.escaped(value))</text>

        """
    }
    y += 26
    let swatches =
      [("field", "class=\"field\""), ("hole: not flown over", "class=\"hole\"")]
      + [ZoneDrawing.legend(of: plan)].compactMap(\.self) + [("way without pictures", "class=\"transit\"")]
    for (label, style) in swatches {
      let shape =
        label.hasPrefix("way") ? "<path d=\"M0 6H24\" \(style)/>" : "<path d=\"M0 0H24V12H0Z\" \(style)/>"
      svg += "<g transform=\"translate(\(x) \(Figure.text(y - 10, 1)))\">\(shape)</g>"
      svg += "<text x=\"\(Figure.text(canvas.legendLeft + 32, 1))\" y=\"\(Figure.text(y, 1))\">\(label)</text>\n"
      y += 19
    }
    for (index, sortie) in plan.sorties.prefix(8).enumerated() {
      svg += """
        <path d="M\(x) \(Figure.text(y - 4, 1))h24" stroke="\(colors[index % colors.count])" stroke-width="3"/>\
        <text x="\(Figure.text(canvas.legendLeft + 32, 1))" y="\(Figure.text(y, 1))">sortie \(index + 1): \
        \(Figure.text(sortie.duration.inMinutes, 1)) min, \(sortie.imageCount) images</text>

        """
      y += 19
    }
    if plan.sorties.count > 8 {
      svg += "<text x=\"\(x)\" y=\"\(Figure.text(y, 1))\">and \(plan.sorties.count - 8) more</text>\n"
    }
    return svg
  }
}
