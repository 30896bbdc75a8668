public import EdgeDeployment
import Foundation
import ResultFiles

/// Graphs and reports of two folders that belong together.
public struct MeasuredPairs: Sendable {
  /// The networks with their measured times, by name.
  public let networks: [MeasuredNetwork]
  /// The platform's name in the reports' names; empty where they have none or differ.
  public let platform: String
  /// What is left out or doubtful, as sentences.
  public let notices: [String]

  /// Pairs 'X.graph.json' or 'X.json' with 'X.csv' or 'X.PLATFORM.csv'.
  ///
  /// - Parameters:
  ///   - graphs: the folder of layer graphs.
  ///   - reports: the folder of reports.
  /// - Throws: `FileError` where a folder or a file cannot be read, `EdgeDeploymentError` where nothing pairs or a file is
  ///   unsound.
  public init(graphs: String, reports: String) throws {
    var graphPaths: [String: String] = [:]
    for path in try Self.files(graphs, ending: ".json") {
      let name = URL(fileURLWithPath: path).lastPathComponent
      let isNamedGraph = name.hasSuffix(".graph.json")
      let stem = String(name.dropLast(isNamedGraph ? 11 : 5))
      // 'X.graph.json' goes before 'X.json'.
      if isNamedGraph || graphPaths[stem] == nil { graphPaths[stem] = path }
    }
    var networks: [MeasuredNetwork] = []
    var notices: [String] = []
    var names: Set<String> = []
    for path in try Self.files(reports, ending: ".csv") {
      // 'X.csv' or 'X.PLATFORM.csv', where X may have dots itself.
      let whole = String(URL(fileURLWithPath: path).lastPathComponent.dropLast(4))
      let dot = whole.lastIndex(of: ".")
      let stem = graphPaths[whole] == nil ? dot.map { String(whole[..<$0]) } ?? whole : whole
      guard let graph = graphPaths[stem] else {
        notices.append("the report '\(path)' has no graph in '\(graphs)' and is left out.")
        continue
      }
      networks.append(
        MeasuredNetwork(graph: try GraphFile.load(path: graph), report: try LatencyReport(path: path))
      )
      names.insert(stem == whole ? "" : String(whole.dropFirst(stem.count + 1)))
    }
    guard !networks.isEmpty else { throw EdgeDeploymentError.noMeasurements }
    self.networks = networks
    self.notices = notices + networks.flatMap(\.notices)
    platform = names.count == 1 ? names.first ?? "" : ""
  }

  private static func files(_ folder: String, ending: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw FileError.cannotRead(path: folder, reason: "there is no such folder", remedy: "Check the path.")
    }
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }
      .map { URL(fileURLWithPath: folder).appendingPathComponent($0).path }
  }
}
