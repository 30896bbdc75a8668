import EdgeDeployment
import Foundation

/// Graphs and reports of two folders that belong together.
struct MeasuredPairs {
  /// The networks with their measured times, by name.
  let networks: [MeasuredNetwork]
  /// The platform's name in the reports' names; empty where they have none or differ.
  let platform: String

  init(graphs: String, reports: String) throws {
    let graphPaths = try Self.files(graphs, ending: ".graph.json")
    let reportPaths = try Self.files(reports, ending: ".csv")
    let byStem = Dictionary(graphPaths.map { (GraphFile.stem($0), $0) }) { first, _ in first }
    var networks: [MeasuredNetwork] = []
    var names: Set<String> = []
    for path in reportPaths {
      guard let graph = byStem[GraphFile.stem(path)] else {
        StandardError.write("Warning: the report '\(path)' has no graph in '\(graphs)' and is left out.")
        continue
      }
      let text = String(decoding: try InputFile.bytes(path: path, limit: 64 << 20), as: UTF8.self)
      let report = try LatencyReport(parsing: text, file: path)
      networks.append(MeasuredNetwork(graph: try GraphFile.load(path: graph), report: report))
      let parts = URL(fileURLWithPath: path).lastPathComponent.split(separator: ".")
      names.insert(parts.count > 2 ? String(parts[1]) : "")
    }
    guard !networks.isEmpty else { throw EdgeDeploymentError.noMeasurements }
    self.networks = networks
    platform = names.count == 1 ? names.first ?? "" : ""
  }

  private static func files(_ folder: String, ending: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw CommandError.cannotRead(path: folder, reason: "there is no such folder", remedy: "Check the path.")
    }
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }
      .map { URL(fileURLWithPath: folder).appendingPathComponent($0).path }
  }
}
