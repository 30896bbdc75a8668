import EdgeDeployment
import Evaluation
import Foundation
import GeoRaster
import Imagery
import ModelGraphs
import ResultFiles
import SurveyMapping
import VisionRuntime

/// Runs a network on images up to its cuts, and behind them on what a link would bring.
struct CutMeter {
  /// The images.
  let images: CutImages
  /// What runs the network.
  let engineName: String
  private let editor: NetworkEditor
  private let path: String
  private let engine: TensorNetwork.Engine
  private let card: ModelCard
  private let bits: Int
  private let input: (name: String, shape: [Int])
  private let output: (name: String, shape: [Int])
  /// The tensor that each layer makes, by the layer's name.
  private let tensors: [String: (name: String, shape: [Int])]

  /// The least and the greatest value travel with each tensor, with 32 bits each.
  private static let rangeBytes = 8

  /// Opens a network.
  ///
  /// - Throws: `FileError`, `EdgeMeasurementError` or `ModelGraphError` where it is no ONNX model of one image with a card.
  init(model: String, images wanted: PartitionRequest.Images, bits: Int) throws {
    images = try CutImages(path: wanted.path, truth: wanted.truth, most: wanted.most)
    let engine = try MeasuringEngine(wanted.engine)
    var request = ModelRequest(path: model)
    request.statements = wanted.statements
    let loaded = try LoadedModel(request)
    let data = Data(try InputFile.bytes(path: loaded.path, limit: 2 << 30))
    let graph = try ModelGraph(onnx: data, path: loaded.path)
    guard let input = graph.inputs.first, let shape = input.shape, shape.count == 4, shape[1] == 3,
      let output = graph.outputs.first(where: { $0.name == loaded.card.output.name }), let result = output.shape,
      result.count == 4
    else {
      throw EdgeMeasurementError.noMaskNetwork(path: loaded.path)
    }
    editor = try NetworkEditor(onnx: data, path: loaded.path)
    path = loaded.path
    (card, self.bits) = (loaded.card, bits)
    (self.engine, engineName) = (engine.engine, engine.name)
    self.input = (input.name, shape)
    self.output = (output.name, result)
    var tensors = [input.name: (name: input.name, shape: shape)]
    for layer in graph.layers {
      if let name = layer.outputs.first, let shape = layer.outputShape { tensors[layer.name] = (name, shape) }
    }
    self.tensors = tensors
  }

  /// The bytes of layers' outputs, quantised and zipped, as means over the images.
  ///
  /// - Parameters:
  ///   - layers: names of layers, or of the input.
  ///   - progress: told after each image.
  /// - Returns: the bytes by name.
  /// - Throws: the engine's error.
  func activations(of layers: Set<String>, progress: (Int, Int, String) -> Void) throws -> [String: Int] {
    let wanted = layers.sorted().compactMap { name in tensors[name].map { (layer: name, tensor: $0) } }
    let inner = wanted.filter { $0.tensor.name != input.name }.map(\.tensor)
    let network = try part(from: [input], to: inner)
    var sums: [String: Int] = [:]
    for (index, item) in images.images.enumerated() {
      let tile = try CutImages.window(of: item, width: input.shape[3], height: input.shape[2]).tile
      let numbers = Self.numbers(tile, card)
      var values = try run(network, [input.name: numbers], inner)
      values[input.name] = numbers
      for (layer, tensor) in wanted {
        sums[layer, default: 0] += try sent(tensor.name, values[tensor.name] ?? [], tile).bytes
      }
      progress(index + 1, images.images.count, item.file.lastPathComponent)
    }
    return sums.mapValues { $0 / images.images.count }
  }

  /// The bytes of the finished mask, zipped, as a mean over the images.
  ///
  /// - Throws: the engine's error.
  func maskBytes() throws -> Int {
    let whole = try part(from: [input], to: [output])
    let sum = try images.images.reduce(0) { sum, item in
      let tile = try CutImages.window(of: item, width: input.shape[3], height: input.shape[2]).tile
      let scores = try run(whole, [input.name: Self.numbers(tile, card)], [output])[output.name] ?? []
      return sum + (try Deflate.compressed(try mask(scores).classes).count)
    }
    return sum / images.images.count
  }

  /// What quantising costs at a cut: both halves are run, with what the link brings between them.
  ///
  /// - Throws: the engine's error.
  func accuracy(at cut: Cut) throws -> CutAccuracy {
    let crossing = cut.crossing.compactMap { tensors[$0] }
    let inner = crossing.filter { $0.name != input.name }
    let isBehindAll = crossing.allSatisfy { $0.name == output.name }
    let whole = try part(from: [input], to: [output])
    let first = try inner.isEmpty ? nil : part(from: [input], to: inner)
    let second = try isBehindAll ? nil : part(from: crossing, to: [output])
    let classes = output.shape[1]
    var agreement = try ConfusionMatrix(classCount: classes)
    var quantised = try ConfusionMatrix(classCount: classes)
    var unquantised = try ConfusionMatrix(classCount: classes)
    for item in images.images {
      let (tile, truth) = try CutImages.window(of: item, width: input.shape[3], height: input.shape[2])
      let numbers = Self.numbers(tile, card)
      let reference = try mask(try run(whole, [input.name: numbers], [output])[output.name] ?? [])
      var known = try first.map { try run($0, [input.name: numbers], inner) } ?? [:]
      known[input.name] = numbers
      var received: [String: [Float]] = [:]
      for tensor in crossing { received[tensor.name] = try sent(tensor.name, known[tensor.name] ?? [], tile).values }
      let scores = try second.map { try run($0, received, [output]) } ?? received
      let found = try mask(scores[output.name] ?? [])
      try agreement.add(prediction: found, truth: reference, ignoring: 255, name: item.file.lastPathComponent)
      guard let truth else { continue }
      try quantised.add(prediction: found, truth: truth, ignoring: 255, name: item.file.lastPathComponent)
      try unquantised.add(prediction: reference, truth: truth, ignoring: 255, name: item.file.lastPathComponent)
    }
    return CutAccuracy(
      agreement: agreement.meanIoU,
      truth: quantised.meanIoU,
      truthUnquantised: unquantised.meanIoU
    )
  }

  /// The bytes of a tensor on the link, and its values behind it.
  ///
  /// The image is sent as it is where it may have 8 bits.
  private func sent(_ name: String, _ values: [Float], _ tile: ImageTile) throws -> (bytes: Int, values: [Float]) {
    if name == input.name, bits == 8 { return (try Deflate.compressed(tile.rgb).count, values) }
    let quantizer = try Quantizer(of: values, bits: bits)
    let codes = quantizer.bytes(values)
    return (try Deflate.compressed(codes).count + Self.rangeBytes, quantizer.values(codes))
  }

  private func part(
    from inputs: [(name: String, shape: [Int])],
    to outputs: [(name: String, shape: [Int])]
  ) throws -> LoadedPart {
    try LoadedPart(
      data: try editor.part(from: inputs, to: outputs),
      of: path,
      outputs: outputs.map(\.name),
      engine: engine,
      threads: 1
    )
  }

  private func run(
    _ part: LoadedPart,
    _ inputs: [String: [Float]],
    _ outputs: [(name: String, shape: [Int])]
  ) throws -> [String: [Float]] {
    let shapes = Dictionary(tensors.values.map { ($0.name, $0.shape) }) { first, _ in first }
    return try part.run(
      inputs.sorted { $0.key < $1.key }.map { ($0.key, $0.value, shapes[$0.key] ?? []) },
      counts: Dictionary(outputs.map { ($0.name, $0.shape.reduce(1, *)) }) { first, _ in first }
    )
  }

  /// The class with the greatest score at each pixel.
  private func mask(_ scores: [Float]) throws -> ClassMask {
    let size = try PixelSize(width: output.shape[3], height: output.shape[2])
    let plane = size.pixelCount
    guard scores.count == plane * output.shape[1] else {
      throw ImageryError.sampleCount(expected: plane * output.shape[1], found: scores.count)
    }
    var classes = [UInt8](repeating: 0, count: plane)
    var greatest = Array(scores[..<plane])
    for index in 1..<output.shape[1] {
      for pixel in 0..<plane where scores[index * plane + pixel] > greatest[pixel] {
        greatest[pixel] = scores[index * plane + pixel]
        classes[pixel] = UInt8(index)
      }
    }
    return try ClassMask(size: size, classes: classes)
  }

  /// The image as the network takes it: planes of red, green and blue, normalised.
  private static func numbers(_ tile: ImageTile, _ card: ModelCard) -> [Float] {
    let plane = tile.size.pixelCount
    var numbers = [Float](repeating: 0, count: 3 * plane)
    for channel in 0..<3 {
      let (mean, std) = (card.input.mean[channel], card.input.std[channel])
      for pixel in 0..<plane { numbers[channel * plane + pixel] = (Float(tile.rgb[3 * pixel + channel]) - mean) / std }
    }
    return numbers
  }
}
