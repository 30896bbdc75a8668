import EdgeDeployment
import Foundation
import ResultFiles

/// A power trace that is to be cut into layers.
public struct PowerRequest: Sendable {
  /// The trace: `.npy`, or CSV with a header.
  public var trace: String
  /// How the trace is read.
  public var file = TraceFile()
  /// The report of the layers' latencies, as OpenVINO writes it.
  public var latency: String
  /// The layer graph or ONNX model, for energy against operations; nil where it is not known.
  public var graph: String?

  /// A trace of voltages with a report.
  public init(trace: String, latency: String) {
    self.trace = trace
    self.latency = latency
  }

  /// Reads the files and cuts the trace.
  ///
  /// - Returns: the profile, for tables, documents and pictures.
  /// - Throws: `FileError`, `EdgeMeasurementError`, `EdgeDeploymentError` where a file cannot be used.
  public func report() throws -> PowerReport {
    let power = try file.load(path: trace)
    let times = try LatencyReport(path: latency)
    let profile = try EdgeDeploymentError.naming(trace) { try PowerProfile(trace: power, report: times) }
    return PowerReport(trace: power, profile: profile, graph: try graph.map { try GraphFile.load(path: $0) })
  }
}
