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
      \(PlanStyle.text)
      </style>
      </head>
      <body>
      <h1>\(title)</h1>
      <p class="lead">\(lead(plan))</p>
      \(tables.limits)
      <main>
      <section class="map">
      <h2 class="first">Map</h2>
      <input type="checkbox" id="footprints" checked><label for="footprints">ground that the pictures show</label>
      <input type="checkbox" id="captures" checked><label for="captures">pictures</label>
      <input type="checkbox" id="transits" checked><label for="transits">ways without pictures</label>
      <input type="checkbox" id="order" checked><label for="order">order and direction</label>
      \(PlanMap.svg(of: plan))
      \(PlanMap.legend(of: plan))
      <h2>Sorties</h2>
      \(SortieTable(plan).html)
      \(ProfileChart.charts(of: plan, colors: PlanSVG.colors))
      </section>
      <section class="figures">
      \(FlightSheet(plan).html)
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
}
