import EdgeDeployment
import EdgeMeasurement
import Foundation
import ModelGraphs
import SurveyMapping
import TestSupport
import Testing

/// Whole networks run in the engine that is always there.
@Suite struct NetworkMeasurementTests {
  @Test func aNetworkIsRunAndItsPlatformComparedWith() throws {
    let folder = try TemporaryFolder()
    var builder = NetworkBuilder()
    let image = builder.input("image", [1, 3, 16, 16])
    let output = builder.convolution(image, from: 3, to: 8)
    let model = try folder.write(builder.data(outputs: [(output, [1, 8, 16, 16])]), as: "small.onnx")
    var request = MeasurementRequest(models: [model])
    (request.engine, request.fewestTurns, request.mostTurns) = (.opencv, 2, 2)
    request.platform = try ExampleBoards.board("b")
    let measured = try NetworkMeasurement(request)
    let encoder = JSONEncoder()
    let document = try #require(try JSONSerialization.jsonObject(with: encoder.encode(measured)) as? [String: Any])
    #expect((document["engine"] as? String)?.hasPrefix("OpenCV dnn") == true)
    let row = try #require((document["networks"] as? [[String: Any]])?.first)
    #expect(row["network"] as? String == "small" && row["widthPx"] as? Int == 16)
    // 16 x 16 x 8 values of three products each.
    #expect(row["multiplyAdds"] as? Int == 6144)
    let time = try #require(row["measuredMs"] as? Double)
    let predicted = try #require(row["predictedMs"] as? Double)
    #expect(time > 0 && predicted > 0)
    #expect(abs(try #require(row["errorPercent"] as? Double) - 100 * (predicted / time - 1)) < 1e-9)
    #expect(measured.table.contains("16x16"))
  }

  @Test func whatTakesNoImageIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("hello", as: "text.onnx")
    var request = MeasurementRequest(models: [path])
    request.engine = .opencv
    #expect(throws: ModelGraphError.self) { try NetworkMeasurement(request) }
  }
}
