public import Foundation
import OnnxMessages

/// A network that ends by enlarging its scores, and as a rule makes probabilities of them then: where it can be cut, and by how
/// much its scores have to be enlarged.
///
/// What is found is `Resize`, bilinear and by a whole factor, that keeps the middle of each pixel in its place
/// (`half_pixel`), with a softmax over the channels behind it or nothing.
public struct EnlargedScores: Sendable {
  /// The bytes of an ONNX file that ends before the enlargement, with operations that OpenVINO is quick at.
  ///
  /// The scores come out first, then the other outputs; their names are those of `NetworkEditor.outputName`.
  public let network: Data

  /// How many times more rows and columns the probabilities have than the scores.
  public let factor: Int

  /// Whether a softmax over the channels follows.
  public let hasSoftmax: Bool

  /// Looks at the end of a network; nil where it ends in another way.
  ///
  /// - Parameters:
  ///   - data: the bytes of an ONNX file.
  ///   - path: what messages call the file.
  ///   - further: the outputs beside the probabilities.
  /// - Throws: `ModelGraphError` where the file is no network that can be read.
  public init?(onnx data: Data, path: String, further: [String] = []) throws {
    let editor = try NetworkEditor(onnx: data, path: path)
    let graph = try ModelGraph(of: editor)
    let rest = further.compactMap { name in
      graph.outputs.first { $0.name == name }?.shape.map { (name: name, shape: $0) }
    }
    guard rest.count == further.count, graph.outputs.count == 1 + rest.count,
      let output = graph.outputs.first(where: { !further.contains($0.name) }),
      let last = editor.maker(of: output.name), last.output.count == 1,
      last.opType != "Softmax" || NodeAttributes(last).integer("axis") == 1,
      let resize = last.opType == "Softmax" ? last.input.first.flatMap(editor.maker) : last,
      let factor = editor.wholeFactor(of: resize),
      let scores = resize.input.first,
      let shape = graph.layers.first(where: { $0.outputs.contains(scores) })?.outputShape, shape.count == 4
    else { return nil }
    let inputs = graph.inputs.compactMap { port in port.shape.map { (name: port.name, shape: $0) } }
    guard inputs.count == graph.inputs.count else { return nil }
    network = try editor.withClips().part(from: inputs, to: [(scores, shape)] + rest)
    self.factor = factor
    hasSoftmax = last.opType == "Softmax"
  }
}

extension NetworkEditor {
  /// The factor of a bilinear enlargement of rows and columns; nil for any other operation.
  func wholeFactor(of node: OnnxNode) -> Int? {
    let attributes = NodeAttributes(node)
    guard node.opType == "Resize", node.input.count == 3, attributes.text("mode") == "linear",
      (attributes.text("coordinate_transformation_mode") ?? "half_pixel") == "half_pixel",
      (attributes.integer("antialias") ?? 0) == 0, attributes.integers("axes") == nil,
      let numbers = constant(node.input[2])?.numbers, numbers.count == 4, numbers[0] == 1, numbers[1] == 1,
      numbers[2] == numbers[3], let factor = Int(exactly: numbers[2]), (2...32).contains(factor)
    else { return nil }
    return factor
  }
}
