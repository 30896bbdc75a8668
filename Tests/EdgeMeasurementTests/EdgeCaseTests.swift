import EdgeDeployment
import EdgeMeasurement
import Foundation
import ModelGraphs
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
}
