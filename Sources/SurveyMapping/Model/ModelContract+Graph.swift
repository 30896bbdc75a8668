import Foundation
import Imagery
import ModelGraphs

extension ModelContract {
  /// The name of the only input, after a check that a colour image fits it.
  ///
  /// - Throws: `ModelError.unusable` where none does.
  static func input(of graph: ModelGraph, path: String) throws -> String {
    guard graph.inputs.count == 1 else { throw notOneOfEach(graph, path: path) }
    let input = graph.inputs[0]
    let stated = input.dimensions
    let text = stated.map { $0.map(String.init) ?? "any" }.joined(separator: " x ")
    func refusal(_ reason: String) -> ModelError {
      .unusable(
        path: path,
        reason: reason,
        remedy: "Export it for one image of 32-bit numbers, 1 x 3 x rows x columns."
      )
    }
    guard input.isFloat else { throw refusal("its input '\(input.name)' takes no 32-bit numbers with a fraction") }
    guard stated.count == 4, [nil, 1].contains(stated[0]), [nil, 3].contains(stated[1]), stated[2] == stated[3] else {
      throw refusal("its input '\(input.name)' is \(text.isEmpty ? "of no stated size" : text)")
    }
    return input.name
  }

  /// The name of the output with the classes, after a check that there is no other but the one that the card names beside it.
  ///
  /// - Throws: `ModelError.unusable` where there is.
  static func output(of graph: ModelGraph, card: ModelCard?, path: String) throws -> String {
    guard let figure = card?.unfamiliarity?.output else {
      guard graph.outputs.count == 1 else { throw notOneOfEach(graph, path: path) }
      return graph.outputs[0].name
    }
    func refusal(_ reason: String) -> ModelError {
      .unusable(path: path, reason: reason, remedy: "Put the card that belongs to the model beside it.")
    }
    guard let port = graph.outputs.first(where: { $0.name == figure }) else {
      throw refusal("its card names the output '\(figure)', which it has not")
    }
    if let shape = port.shape, shape.contains(where: { $0 != 1 }) {
      let text = shape.map(String.init).joined(separator: " x ")
      throw refusal("its output '\(figure)' is \(text), and not the one number for a tile that its card says")
    }
    let others = graph.outputs.filter { $0.name != figure }
    guard others.count == 1 else { throw notOneOfEach(graph, path: path) }
    return others[0].name
  }

  private static func notOneOfEach(_ graph: ModelGraph, path: String) -> ModelError {
    .unusable(
      path: path,
      reason: "it has \(graph.inputs.count) inputs and \(graph.outputs.count) outputs, not one of each",
      remedy: "Export it with the image as its only input and the classes as its only output."
    )
  }

  /// The side of a tile, the graph with its shapes at that side, and the network where the file's is of another.
  ///
  /// - Parameters:
  ///   - stated: the side by options, card and metadata.
  ///   - graph: the network.
  ///   - output: the output with the classes.
  ///   - data: the bytes of its file.
  ///   - path: the file's path, for messages.
  /// - Returns: where the side is said, the graph, and the network that has to be run in place of the file.
  /// - Throws: `ModelError.unusable` where the network does not fit tiles of that side.
  static func tile(
    _ stated: (options: Int?, card: Int?, metadata: Int?),
    graph: ModelGraph,
    output: String,
    data: Data,
    path: String
  ) throws -> (Origin, ModelGraph, Data?) {
    if let side = graph.inputs[0].dimensions[2] {
      guard let wanted = stated.options, wanted != side else { return (.graph, graph, nil) }
      let network = try NetworkEditor(onnx: data, path: path).resized(rows: wanted, columns: wanted)
      let changed = try ModelGraph(onnx: network, path: path)
      let border = graph.shape(of: output)?.last.map { side - $0 } ?? 0
      guard let shape = changed.shape(of: output), shape.suffix(2).allSatisfy({ $0 == wanted - border }) else {
        throw ModelError.otherTile(path: path, side: side, wanted: wanted)
      }
      return (.options, changed, network)
    }
    let sides: [(Origin, Int?)] = [(.options, stated.options), (.card, stated.card), (.metadata, stated.metadata)]
    let (origin, side) = sides.lazy.compactMap { origin, side in side.map { (origin, $0) } }.first ?? (.usual, 512)
    return (origin, try ModelGraph(onnx: data, path: path, resolution: (side, side)), nil)
  }

  /// How many numbers the output has for a pixel, and how many pixels at each edge of a tile have none; nil where only a
  /// run can tell.
  ///
  /// - Throws: `ModelError.unusable` where it has not one place for each pixel.
  static func plane(
    of graph: ModelGraph,
    output: String,
    side: Int,
    path: String
  ) throws -> (channels: Int?, margin: Int?) {
    guard let shape = graph.shape(of: output) else { return (nil, nil) }
    let border = side - (shape.last ?? 0)
    let before = shape.dropLast(2)
    // One half as large, or less, is no part of the tile but the tile in coarser pixels.
    guard shape.count > 1, shape.suffix(2).allSatisfy({ $0 == side - border }), border >= 0, border % 2 == 0,
      2 * border < side, before.count <= 2, before.dropLast().allSatisfy({ $0 == 1 })
    else {
      throw ModelError.unusable(
        path: path,
        reason: """
          its output is \(shape.map(String.init).joined(separator: " x ")), not 1 x classes x \(side) x \(side) for \
          tiles of \(side) px
          """,
        remedy: "Export it with an output as large as its input, or less by an even border below half of it."
      )
    }
    return (before.last ?? 1, border == 0 ? nil : border / 2)
  }

  /// What the model's numbers are, and where that is said.
  ///
  /// - Throws: `ModelError.unusable` where they are no scores.
  static func kind(
    _ option: ModelStatements.Scores,
    _ card: ModelCard.Output.Kind?,
    _ ending: ModelGraph.Scores,
    channels: Int?,
    path: String
  ) throws -> (ModelCard.Output.Kind, Origin) {
    guard ending != .classNumbers else {
      throw ModelError.unusable(
        path: path,
        reason: "it gives the numbers of classes and no probabilities, which overlapping tiles are blended by",
        remedy: "Export it without its arg-max."
      )
    }
    let several: ModelCard.Output.Kind =
      ending == .sigmoid && (channels ?? 2) > 1 ? .independent : .probabilities
    switch option {
    case .logits: return (.logits, .options)
    case .probabilities: return (several, .options)
    case .auto:
      if let card { return (card == .probabilities ? several : card, .card) }
      return (ending == .plain ? .logits : several, .graph)
    }
  }
}

extension ModelGraph {
  /// The shape of an output; nil where it is not known.
  fileprivate func shape(of output: String) -> [Int]? { outputs.first { $0.name == output }?.shape }
}
