import ModelGraphs
import SurveyMapping
import VisionRuntime

/// The engine that networks of any shape are measured and run in.
struct MeasuringEngine {
  /// The engine.
  let engine: TensorNetwork.Engine
  /// Its name and version.
  let name: String

  /// Finds an engine, and tries it with a network of one layer.
  ///
  /// - Throws: `VisionRuntimeError` where the one that was asked for is missing.
  init(_ choice: Engine.Choice) throws {
    switch choice {
    case .opencv: try self.init(.openCV)
    case .openvino: try self.init(.openVINO(OpenVINOLibrary()))
    case .auto:
      do {
        try self.init(.openVINO(OpenVINOLibrary()))
      } catch let error as VisionRuntimeError where error.isOfOpenVINO {
        try self.init(.openCV)
      }
    }
  }

  private init(_ engine: TensorNetwork.Engine) throws {
    var builder = NetworkBuilder()
    let image = builder.input("x", [1, 3, 8, 8])
    let output = builder.convolution(image, from: 3, to: 8)
    let data = try builder.data(outputs: [(output, [1, 8, 8, 8])])
    name = try TensorNetwork(onnx: data, outputs: [output], engine: engine).engineName
    self.engine = engine
  }
}
