public import EdgeDeployment
import FlightPlanning
import Foundation
import Quantities
import Tables

/// A selection, printed.
public struct SelectionReport: Sendable {
  /// The JSON document.
  public struct Document: Encodable, Sendable {
    /// A candidate of it.
    struct Row: Encodable, Sendable {
      let network: String
      let platform: String
      let resolutionPx: String
      let precision: String
      let latencyMs: Double?
      let latencyEstimatedBy: String?
      let accuracy: Double?
      let costEur: Double?
      let powerW: Double?
      let verdict: Answer
      let feasible: Bool
      let paretoFront: Bool
      let failures: [String]
      let flightTimeLost: FlightTimeLost?
    }
    /// A requirement with its price.
    struct Price: Encodable, Sendable {
      let figure: Requirement.Figure
      let limit: Double
      let unit: String
      let keepsOut: Int
      let nextLimit: Double?
      let gains: [Gain]
    }
    /// A figure that would become better without a requirement.
    struct Gain: Encodable, Sendable {
      let figure: Requirement.Figure
      let unit: String
      let bestWith: Double?
      let bestWithout: Double
    }
    let feasible: [String]
    let notExcluded: [String]
    let candidates: [Row]
    let requirements: [Price]
    let relax: [String]
    let requiredFrameratePerS: Double?
    let inferencesPerPicture: Int?
  }

  /// The candidates with their verdicts.
  public let selection: Selection
  private let plan: PlanSummaryFile?
  private let inferencesPerPicture: Int
  /// What boards take from the plan's flights, by their power.
  private let lost: [Power: FlightTimeLost]

  /// Takes a selection.
  ///
  /// - Parameters:
  ///   - selection: the candidates with their verdicts.
  ///   - plan: the plan with which they must keep up; nil for none.
  ///   - inferencesPerPicture: inferences for a picture of the plan.
  ///   - drones: loads the drones that are known.
  /// - Throws: `FlightPlanningError` where a board's power is below zero.
  init(
    _ selection: Selection,
    plan: PlanSummaryFile?,
    inferencesPerPicture: Int,
    drones: () throws -> Catalog
  ) throws {
    self.selection = selection
    self.plan = plan
    self.inferencesPerPicture = inferencesPerPicture
    var lost: [Power: FlightTimeLost] = [:]
    if let plan {
      for power in Set(selection.verdicts.compactMap(\.candidate.power)) {
        lost[power] = try plan.flightTimeLost(to: power, drones: drones)
      }
    }
    self.lost = lost
  }

  /// A picture of latency and accuracy, in SVG.
  public var chart: String { SelectionChart(selection).svg }

  /// The JSON document.
  public var document: Document {
    Document(
      feasible: selection.feasible.map(\.name),
      notExcluded: selection.notExcluded.map(\.name),
      candidates: selection.verdicts.map { verdict in
        let candidate = verdict.candidate
        return Document.Row(
          network: candidate.network,
          platform: candidate.platform,
          resolutionPx: candidate.resolution,
          precision: candidate.precision,
          latencyMs: candidate.latency.map(EstimateReport.milliseconds),
          latencyEstimatedBy: candidate.estimatedBy,
          accuracy: candidate.accuracy,
          costEur: candidate.cost?.euros,
          powerW: candidate.power?.watts,
          verdict: verdict.answer,
          feasible: verdict.isFeasible,
          paretoFront: verdict.isOnFront,
          failures: verdict.failures,
          flightTimeLost: candidate.power.flatMap { lost[$0] }
        )
      },
      requirements: selection.prices.map { price in
        Document.Price(
          figure: price.requirement.figure,
          limit: price.requirement.limit,
          unit: Self.unit(price.requirement.figure),
          keepsOut: price.keptOut,
          nextLimit: price.nextLimit,
          gains: price.gains.map {
            Document.Gain(figure: $0.figure, unit: Self.unit($0.figure), bestWith: $0.with, bestWithout: $0.without)
          }
        )
      },
      relax: relaxations,
      requiredFrameratePerS: plan?.framerate,
      inferencesPerPicture: plan.map { _ in inferencesPerPicture }
    )
  }

  private static func unit(_ figure: Requirement.Figure) -> String {
    figure.unit.isEmpty ? "1" : String(figure.unit.dropFirst())
  }

  /// What to relax where nothing is feasible.
  private var relaxations: [String] {
    guard !selection.verdicts.contains(where: \.isFeasible), !selection.prices.isEmpty else { return [] }
    func change(_ item: (requirement: Requirement, limit: Double)) -> String {
      "\(item.requirement.figure.rawValue) from \(Requirement.text(item.requirement.limit)) to "
        + "\(Requirement.text(item.limit))\(item.requirement.figure.unit)"
    }
    let found = selection.relaxations.map { "relax \(change($0))" }
    if !found.isEmpty { return found }
    guard let joint = selection.jointRelaxation else {
      return ["no limit can be named, because a figure of each candidate is not known"]
    }
    let changes = joint.limits.map(change).joined(separator: " and ")
    return ["no single limit is enough; relax \(changes), for \(joint.candidate.name)"]
  }

  private static func text(_ verdict: Selection.Verdict) -> String {
    switch verdict.answer {
    case .yes: "feasible"
    case .notExcluded: "not excluded"
    case .no: verdict.failures.joined(separator: "; ")
    }
  }

  /// The candidates, those that meet all limits first, and what each limit costs.
  public var table: String {
    func text(_ figure: Requirement.Figure, _ candidate: Candidate) -> String {
      guard let value = figure.value(of: candidate) else { return "?" }
      let isEstimated = figure == .latency && candidate.estimatedBy != nil
      let isOpen = figure == .cost && candidate.costIsAtLeast
      return (isEstimated ? (candidate.latencyIsBound ? ">= " : "~") : isOpen ? "> " : "") + Requirement.text(value)
    }
    var table = TextTable()
    table.add(["candidate", "ms", "accuracy", "EUR", "W", "front", "verdict"])
    table.addRule()
    let order = [Answer.yes, .notExcluded, .no].flatMap { answer in selection.verdicts.filter { $0.answer == answer } }
    for verdict in order {
      table.add(
        [verdict.candidate.name]
          + Requirement.Figure.allCases.map { text($0, verdict.candidate) }
          + [verdict.isOnFront ? "*" : "", Self.text(verdict)]
      )
    }
    var lines = [table.text(leftAligned: true), ""]
    let feasible = selection.feasible
    lines.append(
      "\(feasible.count) of \(selection.verdicts.count) candidates are feasible"
        + (feasible.first.map { ", the cheapest and then fastest is \($0.name)." } ?? ".")
    )
    let open = selection.notExcluded
    if let first = open.first {
      lines.append(
        "\(open.count) more are not excluded, and only a lower bound of their latency is known: measure them. The cheapest is "
          + "\(first.name)."
      )
    }
    if let plan {
      lines.append(
        String(
          format: "The plan takes %.2f pictures/s on its lines, with %d inference(s) each.",
          plan.framerate,
          inferencesPerPicture
        )
      )
      if let power = feasible.first?.power, let lost = lost[power] { lines.append(lost.sentence) }
    }
    for price in selection.prices {
      let figure = price.requirement.figure
      var line = "\(figure.rawValue) \(Requirement.text(price.requirement.limit))\(figure.unit): "
      line += price.keptOut == 0 ? "keeps out none that the others let in" : "alone keeps out \(price.keptOut)"
      if let next = price.nextLimit { line += ", the first comes in at \(Requirement.text(next))\(figure.unit)" }
      for gain in price.gains {
        let with = gain.with.map { Requirement.text($0) } ?? "none"
        line += "; without it the best \(gain.figure.rawValue) is \(Requirement.text(gain.without))"
        line += "\(gain.figure.unit) instead of \(with)"
      }
      lines.append(line + ".")
    }
    lines += relaxations.map { "To have a candidate: \($0)." }
    if selection.verdicts.contains(where: { $0.candidate.estimatedBy != nil }) {
      lines.append("~ estimated, not measured; >= a lower bound.")
    }
    return lines.joined(separator: "\n")
  }
}
