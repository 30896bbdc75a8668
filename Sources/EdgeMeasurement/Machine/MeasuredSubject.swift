import EdgeDeployment
import Foundation
import Imagery
import ModelGraphs
import ResultFiles
import VisionRuntime

/// A whole network, loaded and ready to run.
struct MeasuredSubject {
  /// The size of its image.
  let size: PixelSize
  /// Its layers.
  let graph: LayerGraph
  /// The loaded network, its input set.
  let network: TensorNetwork

  /// Loads a model.
  ///
  /// - Throws: `FileError`, `ModelGraphError` where it takes no image, `VisionRuntimeError` where the engine cannot run it.
  init(path: String, size: PixelSize?, engine: MeasuringEngine, threads: Int) throws {
    var data = Data(try InputFile.bytes(path: path, limit: 2 << 30))
    if let size { data = try NetworkEditor(onnx: data, path: path).resized(rows: size.height, columns: size.width) }
    let model = try ModelGraph(onnx: data, path: path)
    guard let input = model.inputs.first, let shape = input.shape, shape.count == 4, let output = model.outputs.first,
      let result = output.shape
    else { throw ModelGraphError.noImageInput(path: path) }
    self.size = try PixelSize(width: shape[3], height: shape[2])
    graph = try LayerGraph(model, name: GraphFile.stem(path), path: path)
    network = try LoadedPart(
      data: try NetworkEditor(onnx: data, path: path).part(from: [(input.name, shape)], to: [(output.name, result)]),
      of: path,
      outputs: [output.name],
      engine: engine.engine,
      threads: threads
    ).network
    let count = shape.reduce(1, *)
    try network.set(input.name, (0..<count).map { Float(($0 &* 40_503) % 256) / 127.5 - 1 }, shape: shape)
  }
}
