public import Foundation
import OnnxMessages
import SwiftProtobuf

/// The end of a network that a taught head takes the place of.
public struct TaughtEnd: Sendable, Equatable {
  /// A tensor of features.
  public struct Features: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// How many numbers a place has.
    public let channels: Int
    /// Rows, and columns.
    public let side: Int
  }

  /// Scores of the network's own classes, before the enlargement.
  public let scores: Features
  /// The features that a head reads, the scores not among them.
  public let features: [Features]
  /// How many times more rows the image has than the scores.
  public let factor: Int
  /// The side of the image in pixels.
  public let imageSide: Int
}

extension NetworkEditor {
  /// Finds where a head can take the place of a network's own.
  ///
  /// - Parameters:
  ///   - output: the network's probabilities.
  ///   - features: the names of the tensors that a head may read.
  /// - Returns: the tensors with their shapes.
  /// - Throws: `ModelGraphError.notTeachable` where the network ends in another way than by a softmax over enlarged scores,
  ///   or a tensor is missing.
  public func taughtEnd(output: String, features: [String]) throws -> TaughtEnd {
    func refusal(_ reason: String) -> ModelGraphError { .notTeachable(path: path, reason: reason) }
    guard let last = maker(of: output), last.opType == "Softmax", NodeAttributes(last).integer("axis") == 1,
      let resize = last.input.first.flatMap(maker), let factor = wholeFactor(of: resize),
      let scores = resize.input.first
    else { throw refusal("it does not end by a softmax over enlarged scores") }
    let graph = try ModelGraph(of: self)
    func described(_ name: String) throws -> TaughtEnd.Features {
      guard let shape = graph.layers.first(where: { $0.outputs.contains(name) })?.outputShape, shape.count == 4,
        shape[0] == 1, shape[2] == shape[3]
      else { throw refusal("it has no square features '\(name)'") }
      return TaughtEnd.Features(name: name, channels: shape[1], side: shape[2])
    }
    let ofScores = try described(scores)
    let read = try features.map(described)
    if let odd = read.first(where: { ofScores.side % $0.side != 0 }) {
      throw refusal("its features '\(odd.name)' have \(odd.side) rows, of which the \(ofScores.side) are no multiple")
    }
    return TaughtEnd(scores: ofScores, features: read, factor: factor, imageSide: ofScores.side * factor)
  }

  /// The network with another end: at each of its features a 1 x 1 convolution, enlarged and added up, then the softmax.
  ///
  /// Enlarging is linear, so scores may be enlarged in place of features: that costs a few numbers a place, not hundreds.
  ///
  /// - Parameters:
  ///   - end: where the old end begins.
  ///   - output: the network's probabilities; the new ones have the same name.
  ///   - classCount: how many classes the new head has.
  ///   - own: what the network's own scores give each class, `[class][channel]`.
  ///   - weights: `[features][class][channel]`, in the order of `end.features`.
  ///   - bias: one for each class.
  /// - Returns: the bytes of an ONNX file.
  /// - Throws: `ModelGraphError` where the network has no such tensors.
  public func withHead(
    at end: TaughtEnd,
    output: String,
    classCount: Int,
    own: [[Float]],
    weights: [[[Float]]],
    bias: [Float]
  ) throws -> Data {
    guard let last = maker(of: output), let resize = last.input.first.flatMap(maker) else {
      throw ModelGraphError.notTeachable(path: path, reason: "it has no output '\(output)'")
    }
    var changed = model
    func convolution(_ features: TaughtEnd.Features, _ weights: [[Float]], bias: [Float]?, _ name: String) {
      let shape = [Int64(classCount), Int64(features.channels), 1, 1]
      changed.graph.initializer.append(.numbers("\(name).weight", weights.flatMap(\.self), shape: shape))
      var inputs = [features.name, "\(name).weight"]
      if let bias {
        changed.graph.initializer.append(.numbers("\(name).bias", bias, shape: [Int64(classCount)]))
        inputs.append("\(name).bias")
      }
      var node = OnnxNode.operation("Conv", inputs, name)
      node.attribute = [.integers("kernel_shape", [1, 1]), .integers("strides", [1, 1]), .integers("group", [1])]
      changed.graph.node.append(node)
    }
    func enlarged(_ name: String, by factor: Int, _ result: String) {
      let scales: [Float] = [1, 1, Float(factor), Float(factor)]
      changed.graph.initializer.append(.numbers("\(result).scales", scales, shape: [4]))
      var node = OnnxNode.operation("Resize", [name, resize.input[1], "\(result).scales"], result)
      node.attribute = resize.attribute
      changed.graph.node.append(node)
    }
    changed.graph.node.removeAll { $0.output.contains(output) || $0.output == resize.output }
    convolution(end.scores, own, bias: bias, "taught.own")
    var sum = "taught.own"
    for (order, features) in end.features.enumerated() {
      var part = "taught.part\(order)"
      convolution(features, weights[order], bias: nil, part)
      if features.side < end.scores.side {
        enlarged(part, by: end.scores.side / features.side, "\(part).enlarged")
        part += ".enlarged"
      }
      changed.graph.node.append(.operation("Add", [sum, part], "taught.sum\(order)"))
      sum = "taught.sum\(order)"
    }
    enlarged(sum, by: end.factor, "taught.scores")
    var softmax = OnnxNode.operation("Softmax", ["taught.scores"], output)
    softmax.attribute = [.integers("axis", [1])]
    changed.graph.node.append(softmax)
    changed.graph.output = changed.graph.output.map { port in
      port.name == output ? .tensor(output, [1, classCount, end.imageSide, end.imageSide]) : port
    }
    changed.graph.valueInfo = []
    return try changed.serializedData()
  }
}
