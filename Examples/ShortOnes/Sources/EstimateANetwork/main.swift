import EdgeDeployment
import EdgeMeasurement
import FlightPlanning

// EstimateANetwork network.onnx
for board in try PlatformModel.shipped() {
  let request = EstimateRequest(graph: CommandLine.arguments[1], platform: board) { try Catalog(shipped: []) }
  print("\(board.name): \(try request.report().latency)")
}
