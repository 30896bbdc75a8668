import Quantities
import Tables

/// Measured times of a network's layers, as OpenVINO's benchmark tool writes them.
///
/// Columns `layerName;execStatus;layerType;execType;realTime (ms);cpuTime (ms)`, a last line `Total`.
public struct LatencyReport: Sendable {
  /// A line of the report.
  public struct Entry: Sendable {
    /// The name of the layer.
    public let name: String
    /// Whether it was executed, and not fused or left out.
    public let isExecuted: Bool
    /// The type in the report's own words.
    public let type: String
    /// Its time.
    public let latency: Duration
  }
  /// The lines in the order of the file, which is the order of execution.
  public let entries: [Entry]
  /// The stated total, or the sum where none is stated.
  public let total: Duration

  /// Reads a report.
  ///
  /// - Parameters:
  ///   - text: the file.
  ///   - file: its name, for messages.
  /// - Throws: `EdgeDeploymentError.brokenReport`.
  public init(parsing text: String, file: String) throws {
    var entries: [Entry] = []
    var total: Duration?
    let separator = CSVSeparator.semicolon
    for row in CSVReader(Array(text.utf8), separator: separator) {
      let cells = row.cells
      guard cells.count >= 5 else {
        throw EdgeDeploymentError.brokenReport(file: file, line: row.line, reason: "has fewer than five columns")
      }
      if cells[0] == "layerName" { continue }
      guard let time = Double(separator.withDecimalPoint(cells[4])), time.isFinite, time >= 0, time < 1e9 else {
        throw EdgeDeploymentError.brokenReport(file: file, line: row.line, reason: "has no time in milliseconds")
      }
      let latency = Duration.bounded(seconds: time / 1000)
      if cells[0] == "Total" {
        total = latency
      } else {
        entries.append(Entry(name: cells[0], isExecuted: cells[1] == "EXECUTED", type: cells[2], latency: latency))
      }
    }
    guard !entries.isEmpty else {
      throw EdgeDeploymentError.brokenReport(file: file, line: 1, reason: "is followed by no layer")
    }
    self.entries = entries
    self.total = total ?? entries.reduce(.zero) { $0 + $1.latency }
  }
}
