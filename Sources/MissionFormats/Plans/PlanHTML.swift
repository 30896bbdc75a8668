public import Documents
import FieldGeometry
public import FlightPlanning
import Quantities

/// A plan as one page that needs nothing else: the map, the figures, the limits, the sorties, what was assumed.
///
/// It asks for nothing from anywhere, and its own policy forbids it; there is no script.
public enum PlanHTML {
  /// The page.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - name: what the plan is called.
  ///   - summary: the document of `summary.json`, whose figures the page shows.
  /// - Returns: HTML 5.
  public static func text(of plan: SurveyPlan, name: String, summary: JSONValue) -> String {
    let title = MarkupText.escaped(name)
    let tables = SummaryTables(summary)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width">
      <title>\(title): survey plan</title>
      <style>
      \(style)
      </style>
      </head>
      <body>
      <h1>\(title)</h1>
      <p class="lead">\(lead(plan))</p>
      \(tables.limits)
      <main>
      <section class="map">
      <input type="checkbox" id="footprints" checked><label for="footprints">ground that the pictures show</label>
      <input type="checkbox" id="captures" checked><label for="captures">pictures</label>
      <input type="checkbox" id="transits" checked><label for="transits">ways without pictures</label>
      \(PlanMap.svg(of: plan))
      \(PlanMap.legend(of: plan))
      <h2>Sorties</h2>
      \(tables.sorties(colors: PlanSVG.colors))
      \(ProfileChart.charts(of: plan, colors: PlanSVG.colors))
      </section>
      <section class="figures">
      <h2>Limits</h2>
      \(LimitTable(plan).html)
      <h2>Figures</h2>
      \(tables.figures)
      <h2>Assumptions</h2>
      \(tables.assumptions)
      </section>
      </main>
      </body>
      </html>

      """
  }

  private static func lead(_ plan: SurveyPlan) -> String {
    let parts = [
      plan.request.drone.name, Figure.text(plan.design.gsd.centimetersPerPixel, 3) + " cm/px",
      Figure.text(plan.area.hectares, 2) + " ha", "\(plan.imageCount) pictures",
      Figure.text(plan.flightTime.inMinutes, 1) + " min",
      "\(plan.sorties.count) " + (plan.sorties.count == 1 ? "sortie" : "sorties"),
      Figure.text(plan.coverage * 100, 2) + " % shown",
    ]
    return parts.map(MarkupText.escaped).joined(separator: " · ")
  }

  private static let style = """
    :root { color-scheme: light; --ink: #222; --soft: #666; --line: #ddd; }
    body { margin: 24px auto; max-width: 1400px; padding: 0 20px; font: 15px/1.45 sans-serif; color: var(--ink); }
    h1 { margin: 0; font-size: 26px; }
    h2 { margin: 22px 0 6px; font-size: 17px; }
    .lead { margin: 4px 0 16px; color: var(--soft); }
    main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(300px, 2fr); gap: 28px; align-items: start; }
    @media (max-width: 900px) { main { grid-template-columns: minmax(0, 1fr); } }
    .map > svg, .profiles svg { display: block; width: 100%; height: auto; margin-top: 8px; border: 1px solid var(--line); }
    .map label { margin: 0 14px 0 4px; font-size: 13px; color: var(--soft); }
    .figures h2:first-child { margin-top: 0; }
    .legend { margin: 8px 0; font-size: 13px; color: var(--soft); }
    .legend span { margin-right: 14px; white-space: nowrap; }
    .legend svg { width: 26px; height: 14px; margin-right: 4px; vertical-align: -2px; }
    tr.binding th, tr.binding td { color: var(--ink); background: #fff7e6; font-weight: bold; }
    figure { margin: 12px 0; }
    figcaption { font-size: 13px; color: var(--soft); }
    .profile text { font: 12px sans-serif; fill: #666; }
    .profile .grid { fill: none; stroke: #eee; }
    .profile .ground { fill: #d9cfc0; stroke: #7a6a55; }
    .profile .flight { fill: none; stroke: #555; stroke-dasharray: 4 3; }
    .profile .height { fill: none; stroke-width: 1.2; }
    .profile .wanted { fill: #eef3e2; }
    .end { text-anchor: end; }
    table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
    td, th { padding: 3px 8px 3px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
    th { font-weight: normal; color: var(--soft); }
    .swatch { display: inline-block; width: 14px; height: 14px; border-radius: 3px; vertical-align: -2px; }
    ul.limits { margin: 0 0 16px; padding: 0; list-style: none; }
    ul.limits li { margin: 4px 0; padding: 6px 10px; border-left: 4px solid #E69F00; background: #fff7e6; }
    ul.limits li.error { border-color: #b00020; background: #fdecee; }
    ul.limits li.change { border-color: #0072B2; background: #eaf4fb; }
    .field { fill: #eef3e2; stroke: #4d6b2a; stroke-width: 1.5; fill-rule: evenodd; }
    .hole { fill: #c9c2b8; stroke: #7a6a55; stroke-width: 1; }
    .transits path { fill: none; stroke: #555; stroke-width: 1; stroke-dasharray: 4 3; }
    .footprints path { stroke: none; fill-opacity: 0.1; }
    .takeoff { fill: #b00020; stroke: #fff; stroke-width: 1.5; }
    .mark { font: bold 10px sans-serif; text-anchor: middle; fill: #fff; }
    .middle { text-anchor: middle; }
    #footprints:not(:checked) ~ svg .footprints, #captures:not(:checked) ~ svg .captures,
    #transits:not(:checked) ~ svg .transits { display: none; }
    """
}
