public import EdgeDeployment
import Foundation
import Quantities
import ResultFiles

/// Candidates from a table of networks and a table of platforms.
public struct CandidateFiles: Sendable {
  /// The candidates.
  public let candidates: [Candidate]

  private static let networkColumns = [
    "network", "framework", "parameters_millions", "platform", "resolution_px", "precision", "accuracy", "latency_ms",
    "power_w", "graph",
  ]
  private static let platformColumns = ["platform", "name", "cost_eur", "power_w", "model"]

  private struct Board {
    let id: String
    let cost: Money?
    let costIsAtLeast: Bool
    let power: Power?
    let model: PlatformModel?
  }

  /// Reads both tables and fills the gaps by estimates.
  ///
  /// - Parameters:
  ///   - path: the CSV file of networks.
  ///   - platforms: a CSV file or a JSON file of platforms; nil for the known ones with a price.
  ///   - known: the platforms that are known by their ids.
  /// - Throws: `FileError`, `EdgeDeploymentError`.
  public init(networks path: String, platforms: String?, known: PlatformCatalog) throws {
    let rows = try CSVTable(path: path, columns: Self.networkColumns, required: ["network"]).rows
    let boards = try Self.boards(platforms, known: known)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    var graphs: [String: LayerGraph] = [:]
    candidates = try rows.flatMap { row -> [Candidate] in
      let graph = try row["graph"].map { name in
        let path = name.hasPrefix("/") ? name : folder.appendingPathComponent(name).path
        let graph = try graphs[path] ?? GraphFile.load(path: path)
        graphs[path] = graph
        return graph
      }
      let chosen = try row["platform"].map { try [Self.board($0, in: boards, path: path, line: row.line)] } ?? boards
      let accuracy = try row.number("accuracy")
      if let accuracy, accuracy > 1 {
        throw FileError.cannotRead(
          path: path,
          reason: "line \(row.line): the accuracy \(accuracy) is above 1",
          remedy: "Write it as a part of 1."
        )
      }
      return try chosen.map { board in
        let (latency, method) = try Self.latency(of: row, graph: graph, on: board, rows: rows)
        return Candidate(
          network: row["network"] ?? "",
          platform: board.id,
          resolution: row["resolution_px"] ?? "",
          precision: row["precision"] ?? "",
          latency: latency,
          estimatedBy: method,
          latencyIsBound: method == Self.bound || method == Self.partBound,
          accuracy: accuracy,
          cost: board.cost,
          costIsAtLeast: board.costIsAtLeast,
          power: try row.number("power_w").map(Power.watts) ?? board.power
        )
      }
    }
  }

  /// How a latency is known that is only a lower bound.
  private static let bound = "roofline, a lower bound"
  private static let partBound = "layers without those that are not known, a lower bound"

  /// The latency of a row: measured, from other resolutions, from layers, or not known.
  private static func latency(
    of row: CSVTable.Row,
    graph: LayerGraph?,
    on board: Board,
    rows: [CSVTable.Row]
  ) throws -> (Duration?, String?) {
    if row["platform"] != nil, let measured = try row.number("latency_ms"), measured > 0 {
      return (.bounded(seconds: measured / 1000), nil)
    }
    if let pixels = pixels(row["resolution_px"]) {
      let alike = try rows.compactMap { other -> (pixels: Int, latency: Duration)? in
        guard other["network"] == row["network"], other["platform"] == board.id,
          other["precision"] == row["precision"], let pixels = Self.pixels(other["resolution_px"]),
          let latency = try other.number("latency_ms"), latency > 0
        else { return nil }
        return (pixels, .bounded(seconds: latency / 1000))
      }
      if let latency = ResolutionScaling.latency(atPixels: pixels, measured: alike) {
        return (latency, "other resolutions")
      }
    }
    guard let graph, let model = board.model else { return (nil, nil) }
    let latency = try LatencyEstimate(of: graph, on: model).latency
    if model.isRooflineOnly { return (latency, bound) }
    return (latency, graph.unknown.isEmpty ? "layers" : partBound)
  }

  /// The number of pixels of a resolution such as `640x480`.
  private static func pixels(_ text: String?) -> Int? {
    let sides = text?.split(separator: "x").compactMap { Int($0) } ?? []
    guard sides.count == 2, sides.allSatisfy({ $0 > 0 && $0 < 1 << 20 }) else { return nil }
    return sides[0] * sides[1]
  }

  private static func boards(_ path: String?, known: PlatformCatalog) throws -> [Board] {
    func board(_ model: PlatformModel) -> Board {
      Board(
        id: model.id,
        cost: model.costEur.map(Money.euros),
        costIsAtLeast: model.costIsAtLeast ?? false,
        power: model.powerMaximumW.map(Power.watts),
        model: model
      )
    }
    guard let path else { return known.platforms.filter { $0.costEur != nil }.map(board) }
    if InputFile.beginning(path: path).first == UInt8(ascii: "{") {
      return try PlatformCatalog(path: path).platforms.map(board)
    }
    let rows = try CSVTable(path: path, columns: platformColumns, required: ["platform"]).rows
    return try rows.map { row in
      let id = row["platform"] ?? ""
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      let model = try row["model"].map { name -> PlatformModel in
        let isKnown = known.platforms.contains { $0.id == name }
        return try known.platform(isKnown ? name : folder.appendingPathComponent(name).path)
      }
      return Board(
        id: id,
        cost: try row.number("cost_eur").map(Money.euros),
        costIsAtLeast: false,
        power: try row.number("power_w").map(Power.watts),
        model: model ?? known.platforms.first { $0.id == id }
      )
    }
  }

  private static func board(_ id: String, in boards: [Board], path: String, line: Int) throws -> Board {
    if let found = boards.first(where: { $0.id == id }) { return found }
    throw FileError.cannotRead(
      path: path,
      reason: "line \(line): the platform '\(id)' is not in the table of platforms",
      remedy: "Add it there, or choose from \(boards.map(\.id).joined(separator: ", "))."
    )
  }
}
