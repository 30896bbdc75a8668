import Documents
import FlightPlanning
import Imagery
import MissionFormats
import ModelGraphs
import Tables

/// What a model is, printed.
struct ModelReport {
  private let graph: ModelGraph
  private let path: String
  private let byteCount: Int
  private let card: ModelCard?

  init(_ graph: ModelGraph, path: String, byteCount: Int, card: ModelCard?) {
    self.graph = graph
    self.path = path
    self.byteCount = byteCount
    self.card = card
  }

  func json(withLayers: Bool) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("schema", .string(DocumentSchema.model.rawValue)),
      ("model", .string(path)),
      ("size_bytes", .integer(byteCount)),
      ("producer", .string(graph.producer)),
      ("operator_set", .integer(graph.operatorSet)),
      ("name", card.map { .string($0.name) } ?? .null),
      ("classes", card.map { .array($0.classes.map { .string($0) }) } ?? .null),
      ("crops", card?.crops.map { .array($0.names.map { .string($0) }) } ?? .null),
      ("unfamiliarity", card?.unfamiliarity.map(Self.unfamiliarity) ?? .null),
      (
        "metadata",
        .object(graph.metadata.sorted { $0.key < $1.key }.map { JSONMember(key: $0.key, value: .string($0.value)) })
      ),
      ("inputs", .array(graph.inputs.map(Self.port))),
      ("outputs", .array(graph.outputs.map(Self.port))),
      ("layer_count", .integer(graph.layers.count)),
      ("multiply_adds", Self.integer(graph.multiplyAdds)),
      ("parameters", .integer(graph.parameterCount)),
      (
        "blocks",
        .array(
          ModelBlock.blocks(of: graph.layers).map { block in
            .members([
              "name": .string(block.name),
              "layers": .integer(block.layerCount),
              "multiply_adds": Self.integer(block.multiplyAdds),
              "parameters": .integer(block.parameterCount),
              "output_shape": Self.shape(block.outputShape),
            ])
          }
        )
      ),
    ]
    if withLayers { members.append(("layers", .array(graph.layers.map(Self.layer)))) }
    return .object(members.map { JSONMember(key: $0.0, value: $0.1) })
  }

  func table(withLayers: Bool) -> String {
    var facts = TextTable()
    facts.add(["model", card.map { "\($0.name) (\(path))" } ?? path])
    facts.add(["size", Figure.text(Double(byteCount) / 1e6, 2) + " MB"])
    facts.add(["made by", graph.producer])
    if let card { facts.add(["classes", card.classes.joined(separator: ", ")]) }
    if let crops = card?.crops {
      facts.add(["crops for --crop", (crops.names + [ModelCard.Crops.none]).joined(separator: ", ")])
    }
    if let unfamiliarity = card?.unfamiliarity {
      facts.add(["unfamiliar above", Figure.text(unfamiliarity.limit, 3)])
    }
    for input in graph.inputs { facts.add(["input \(input.name)", Self.text(input.shape)]) }
    for output in graph.outputs { facts.add(["output \(output.name)", Self.text(output.shape)]) }
    facts.add(["layers", "\(graph.layers.count)"])
    let (known, unknown) = graph.knownMultiplyAdds
    facts.add([
      "multiply-adds",
      "\(Self.millions(known)) million" + (unknown > 0 ? ", and those of \(unknown) layers that are not known" : ""),
    ])
    facts.add(["parameters", "\(graph.parameterCount)"])
    var table = TextTable()
    if withLayers {
      table.add(["layer", "operation", "output", "million multiply-adds", "parameters"])
      for layer in graph.layers {
        table.add([
          layer.name, layer.operation, Self.text(layer.outputShape), Self.millions(layer.multiplyAdds),
          "\(layer.parameterCount)",
        ])
      }
    } else {
      table.add(["block", "layers", "output", "million multiply-adds", "parameters"])
      for block in ModelBlock.blocks(of: graph.layers) {
        table.add([
          block.name, "\(block.layerCount)", Self.text(block.outputShape), Self.millions(block.multiplyAdds),
          "\(block.parameterCount)",
        ])
      }
    }
    return facts.text(leftAligned: true) + "\n\n" + table.text(leftAligned: true)
  }

  private static func layer(_ layer: ModelLayer) -> JSONValue {
    .members([
      "name": .string(layer.name),
      "operation": .string(layer.operation),
      "block": .string(layer.block),
      "inputs": .array(layer.inputs.map { .string($0) }),
      "outputs": .array(layer.outputs.map { .string($0) }),
      "output_shape": shape(layer.outputShape),
      "kernel_px": layer.kernel.map { .array($0.map { .integer($0) }) } ?? .null,
      "groups": .integer(layer.groups),
      "multiply_adds": integer(layer.multiplyAdds),
      "parameters": .integer(layer.parameterCount),
    ])
  }

  private static func port(_ port: ModelGraph.Port) -> JSONValue {
    .members(["name": .string(port.name), "shape": shape(port.shape)])
  }

  private static func unfamiliarity(_ unfamiliarity: ModelCard.Unfamiliarity) -> JSONValue {
    .members([
      "output": .string(unfamiliarity.output),
      "limit": .number(unfamiliarity.limit),
      "meaning": unfamiliarity.meaning.map { .string($0) } ?? .null,
    ])
  }

  private static func shape(_ shape: [Int]?) -> JSONValue {
    shape.map { .array($0.map { .integer($0) }) } ?? .null
  }

  private static func integer(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }

  private static func text(_ shape: [Int]?) -> String {
    shape.map { $0.map(String.init).joined(separator: " x ") } ?? "unknown"
  }

  private static func millions(_ count: Int?) -> String { count.map { Figure.text(Double($0) / 1e6, 3) } ?? "unknown" }
}
