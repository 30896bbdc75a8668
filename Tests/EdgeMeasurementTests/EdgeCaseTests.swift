import EdgeDeployment
@testable import EdgeMeasurement
import Foundation
import ModelGraphs
import Quantities
import TestSupport
import Testing

/// Real networks' ways of saying sizes: counted once, and the same for the estimate as for the model.
@Suite struct EdgeCaseTests {
  @Test(
    "The cases' networks have the multiply-adds that were counted by hand",
    .enabled(if: SharedFiles.exists("cases/edge/attention.onnx"), "needs ../shared"),
    arguments: [
      ("attention", 8_128_512), ("grouped4", 28_901_376), ("gemm_transA", 20_480), ("c2f", 31_129_600),
      ("slice_focus", 115_605_504), ("value_ints", 115_605_504), ("shape_tail", 253_952), ("qlinear", 115_605_504),
    ]
  )
  func cases(name: String, multiplyAdds: Int) throws {
    let path = SharedFiles.path("cases/edge/\(name).onnx")
    let model = try ModelGraph(onnx: Data(contentsOf: URL(fileURLWithPath: path)), path: path)
    #expect(model.multiplyAdds == multiplyAdds)
    let graph = try GraphFile.load(path: path)
    #expect(graph.multiplyAdds == multiplyAdds)
    #expect(graph.unknown.isEmpty)
  }

  @Test(
    "Inferences are found by the report's durations: without pauses, behind a load phase, over a level that drifts",
    .enabled(if: SharedFiles.exists("cases/edge/trace_plain.npy"), "needs ../shared"),
    arguments: [
      ("trace_back_to_back", 6, "", 131.6), ("trace_load_phase", 3, "1 busy time(s)", 131.6),
      ("trace_drift", 3, "drifts from 1.2", nil), ("trace_plain", 3, "", 131.58),
    ] as [(String, Int, String, Double?)]
  )
  func traces(name: String, inferences: Int, warning: String, millijoules: Double?) throws {
    var request = PowerRequest(
      trace: SharedFiles.path("cases/edge/\(name).npy"),
      latency: SharedFiles.path("cases/edge/report_comma.csv")
    )
    request.file.isPower = true
    request.file.rate = .hertz(10_000)
    request.graph = SharedFiles.path("cases/edge/tiny.graph.json")
    let report = try request.report()
    let document = report.document
    #expect(document.inferences == inferences)
    #expect(abs(document.inferenceMs - 45) < 0.11)
    #expect(warning.isEmpty ? report.warnings.isEmpty : report.warnings.joined().contains(warning))
    if let millijoules { #expect(abs(document.energyPerInferenceJ * 1000 / millijoules - 1) < 0.005) }
    // The report names fused layers with a comma; the graph knows the first of each pair.
    #expect(abs(try #require(document.correlationEnergyOperations) - 0.648) < 0.02)
  }
}
