import Documents
import FlightPlanning
import MissionFormats
import Quantities
import Tables

/// The seminar's table, printed.
struct ComparisonReport {
  let gsd: GroundSamplingDistance
  let scenarios: [Scenario]
  let conditions: FlightConditions
  let manual: ManualSurvey
  let asOnSlides: Bool

  // MARK: JSON

  var json: JSONValue {
    .members([
      "schema": .string(DocumentSchema.compare.rawValue),
      "gsd_cm_per_px": .number(gsd.centimetersPerPixel),
      "rounding": .string(asOnSlides ? "slides" : "exact"),
      "exposure_s": .number(conditions.exposure.inSeconds),
      "blur_limit_px": .number(conditions.blurLimitInPixels),
      "frontlap_percent": .number(conditions.frontlap.percent),
      "sidelap_percent": .number(conditions.sidelap.percent),
      "manual": .members([
        "time_h_per_km2": .number(manual.timePerSquareKilometer.inHours),
        "cost_eur_per_km2": .number(manual.costPerSquareKilometer.euros),
        "source": .string(manual.source),
      ]),
      "drones": .array(scenarios.map(scenario)),
    ])
  }

  private func scenario(_ scenario: Scenario) -> JSONValue {
    var members = [JSONMember(key: "id", value: .string(scenario.drone.id))]
    members += figures(scenario.ideal)
    members.append(JSONMember(key: "limits", value: .array(scenario.limits.map(\.json))))
    members.append(
      JSONMember(
        key: "feasible",
        value: scenario.feasible.map { feasible in
          var inner = [JSONMember(key: "gsd_cm_per_px", value: .number(feasible.gsd.centimetersPerPixel))]
          inner += figures(feasible)
          inner.append(JSONMember(key: "changes", value: .array(scenario.adjustments.map(\.json))))
          inner.append(JSONMember(key: "limits", value: .array(scenario.feasibleLimits.map(\.json))))
          return .object(inner)
        } ?? .null
      )
    )
    return .object(members)
  }

  private func figures(_ efficiency: Efficiency) -> [JSONMember] {
    columns.map {
      JSONMember(
        key: $0.key,
        value: $0.isCount ? .integer(efficiency.imagesPerFlight) : .number(orNull: $0.value(efficiency))
      )
    }
  }

  // MARK: CSV

  var csv: String {
    var lines = [CSVLine.text(["id", "plan", "gsd_cm_per_px"] + columns.map(\.key))]
    for scenario in scenarios {
      lines.append(row(scenario.drone.id, "ideal", scenario.ideal))
      if let feasible = scenario.feasible { lines.append(row(scenario.drone.id, "feasible", feasible)) }
    }
    return lines.joined(separator: "\n")
  }

  private func row(_ id: String, _ plan: String, _ efficiency: Efficiency) -> String {
    CSVLine.text(
      [id, plan, Figure.text(efficiency.gsd.centimetersPerPixel, 9)]
        + columns.map { column in column.value(efficiency).map { Figure.text($0, 9) } ?? "" }
    )
  }

  // MARK: Table

  var table: String {
    let tables = narrow(scenarios)
    var lines = [
      "Ground sampling distance \(Figure.text(gsd.centimetersPerPixel, 4)) cm/px, figures "
        + (asOnSlides ? "rounded as on the seminar's slides" : "exact, shown to the decimals given"),
      "The seminar counts no overlap, turns or reserve.", "",
    ]
    lines.append(tables.joined(separator: "\n\n"))
    for scenario in scenarios {
      lines += ["", "\(scenario.drone.id):"]
      lines += scenario.limits.map { "  \($0.severity.rawValue): \($0.message)" }
      lines += scenario.adjustments.map {
        "  changed: \($0.what) from \(Figure.text($0.from, 3)) to \(Figure.text($0.to, 3)). \($0.reason)"
      }
      lines += scenario.feasibleLimits.map { "  then, \($0.severity.rawValue): \($0.message)" }
    }
    lines += [
      "",
      """
      Manual survey: \(Figure.text(manual.timePerSquareKilometer.inHours, 2)) h/km2, \
      \(Figure.text(manual.costPerSquareKilometer.euros, 2)) EUR/km2 (\(manual.source)).
      """,
    ]
    return lines.joined(separator: "\n")
  }

  /// As many columns of a terminal as a table takes at most.
  private static let terminal = 100

  /// Tables of as many drones each as fit beside each other.
  private func narrow(_ scenarios: [Scenario]) -> [String] {
    let all = figures(of: scenarios)
    let width = all.split(separator: "\n").map(\.count).max() ?? 0
    guard width > Self.terminal, scenarios.count > 1 else { return [all] }
    var count = scenarios.count - 1
    while count > 1,
      (figures(of: Array(scenarios.prefix(count))).split(separator: "\n").map(\.count).max() ?? 0) > Self.terminal
    {
      count -= 1
    }
    return [figures(of: Array(scenarios.prefix(count)))] + narrow(Array(scenarios.dropFirst(count)))
  }

  private func figures(of scenarios: [Scenario]) -> String {
    var table = TextTable()
    table.add([""] + scenarios.map(\.drone.id))
    table.addRule()
    table.add(["as the seminar counts"] + scenarios.map { _ in "" })
    addFigures(to: &table, scenarios) { $0.ideal }
    table.addRule()
    table.add(["nearest plan that can be flown"] + scenarios.map { $0.feasible == nil ? "none" : "" })
    table.add(
      ["  GSD [cm/px]"] + scenarios.map { $0.feasible.map { Figure.text($0.gsd.centimetersPerPixel, 4) } ?? "-" }
    )
    addFigures(to: &table, scenarios) { $0.feasible }
    return table.text()
  }

  private func addFigures(to table: inout TextTable, _ scenarios: [Scenario], of figures: (Scenario) -> Efficiency?) {
    for column in columns {
      table.add(
        ["  \(column.label)"]
          + scenarios.map { scenario in
            figures(scenario).map { efficiency in
              column.value(efficiency).map { Figure.fixed($0, column.decimals) } ?? "unknown"
            } ?? "-"
          }
      )
    }
  }

  // MARK: Columns

  private var columns: [ComparisonColumn] { asOnSlides ? ComparisonColumn.slides : ComparisonColumn.exact }
}
