import Foundation
import Imagery
import ModelGraphs

extension ModelContract {
  /// The name of the only input, after a check that a colour image fits it.
  ///
  /// - Throws: `CommandError.unusableModel` where none does.
  static func input(of graph: ModelGraph, path: String) throws -> String {
    guard graph.inputs.count == 1, graph.outputs.count == 1 else {
      throw CommandError.unusableModel(
        path: path,
        reason: "it has \(graph.inputs.count) inputs and \(graph.outputs.count) outputs, not one of each",
        remedy: "Export it with the image as its only input and the classes as its only output."
      )
    }
    let input = graph.inputs[0]
    let stated = input.dimensions
    let text = stated.map { $0.map(String.init) ?? "any" }.joined(separator: " x ")
    func refusal(_ reason: String) -> CommandError {
      .unusableModel(
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

  /// The side of a tile, the graph with its shapes at that side, and the network where the file's is of another.
  ///
  /// - Parameters:
  ///   - stated: the side by options, card and metadata.
  ///   - graph: the network.
  ///   - data: its file.
  ///   - path: the file's path, for messages.
  /// - Returns: where the side is said, the graph, and the network that has to be run in place of the file.
  /// - Throws: `CommandError.unusableModel` where the network does not fit tiles of that side.
  static func tile(
    _ stated: (options: Int?, card: Int?, metadata: Int?),
    graph: ModelGraph,
    data: Data,
    path: String
  ) throws -> (Origin, ModelGraph, Data?) {
    if let side = graph.inputs[0].dimensions[2] {
      guard let wanted = stated.options, wanted != side else { return (.graph, graph, nil) }
      let network = try NetworkEditor(onnx: data, path: path).resized(rows: wanted, columns: wanted)
      let changed = try ModelGraph(onnx: network, path: path)
      guard let shape = changed.outputs[0].shape, Array(shape.suffix(2)) == [wanted, wanted] else {
        throw CommandError.unusableModel(
          path: path,
          reason: "it takes tiles of \(side) px, and cannot be made for the \(wanted) px of --tile",
          remedy: "Leave --tile out, or give a multiple of 32."
        )
      }
      return (.options, changed, network)
    }
    let sides: [(Origin, Int?)] = [(.options, stated.options), (.card, stated.card), (.metadata, stated.metadata)]
    let (origin, side) = sides.lazy.compactMap { origin, side in side.map { (origin, $0) } }.first ?? (.usual, 512)
    return (origin, try ModelGraph(onnx: data, path: path, resolution: (side, side)), nil)
  }

  /// How many numbers the output has for a pixel; nil where only a run can tell.
  ///
  /// - Throws: `CommandError.unusableModel` where it has not one place for each pixel.
  static func channels(of graph: ModelGraph, side: Int, path: String) throws -> Int? {
    guard let shape = graph.outputs[0].shape else { return nil }
    let plane = shape.suffix(2)
    let before = shape.dropLast(2)
    guard Array(plane) == [side, side], before.count <= 2, before.dropLast().allSatisfy({ $0 == 1 }) else {
      throw CommandError.unusableModel(
        path: path,
        reason: """
          its output is \(shape.map(String.init).joined(separator: " x ")), not 1 x classes x \(side) x \(side) for \
          tiles of \(side) px
          """,
        remedy: "Export it with an output as large as its input."
      )
    }
    return before.last ?? 1
  }

  /// What the model's numbers are, and where that is said.
  ///
  /// - Throws: `CommandError.unusableModel` where they are no scores.
  static func kind(
    _ option: ContractOptions.Scores,
    _ card: ModelCard.Output.Kind?,
    _ graph: ModelGraph,
    channels: Int?,
    path: String
  ) throws -> (ModelCard.Output.Kind, Origin) {
    let ending = graph.scores
    guard ending != .classNumbers else {
      throw CommandError.unusableModel(
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
