import EdgeDeployment
import Foundation
import ModelGraphs

/// The network in which a layer is measured: among layers like those that it has in networks, because engines lay out
/// values differently for each kind, and marked, so that its time is found among those of all layers.
struct ProbeUnit {
  /// What the name of a node begins with.
  enum Mark: String {
    /// The layer itself.
    case layer = "probe."
    /// A convolution that the engine may compute the layer with.
    case before = "with."
    /// A convolution like it with nothing behind it that it could be computed with.
    case alone = "plain."
  }
  /// A network to run.
  struct Network {
    let data: Data
    let inputShape: [Int]
    let outputs: [String]
  }

  let layer: Layer

  /// The name of the input.
  static let inputName = "x"

  /// The network with some copies of the layer: one behind another where a convolution may take the layer in, otherwise
  /// side by side.
  func network(copies: Int) throws -> Network {
    var builder = NetworkBuilder()
    let (channels, side) = (layer.input.channels, layer.input.height)
    let takesImage = side == 1 || channels == 3
    let inputShape = [1, takesImage ? channels : 3, side, side]
    var start = builder.input(Self.inputName, inputShape)
    if !takesImage { start = builder.convolution(start, from: 3, to: channels) }
    var outputs: [(name: String, shape: [Int])] = []
    func end(_ tensor: String, _ channels: Int, _ side: Int) {
      // What gives classes out stands at the end of networks.
      if layer.type == "Softmax" { return outputs.append((tensor, [1, channels, side, side])) }
      let name = side > 1 ? builder.operation("GlobalAveragePool", [tensor]) : tensor
      outputs.append((name, [1, channels, 1, 1]))
    }
    switch layer.type {
    case "Conv", "DepthwiseConv", "ReduceMean", "Resize", "Softmax", "DataInput":
      for _ in 0..<copies { end(appended(to: start, &builder), layer.output.channels, layer.output.height) }
    default:
      for _ in 0..<copies {
        let tensor = appended(to: start, &builder)
        start = marked(.alone, &builder) { $0.convolution(tensor, from: channels, to: channels) }
      }
      end(start, channels, side)
    }
    return Network(data: try builder.data(outputs: outputs), inputShape: inputShape, outputs: outputs.map(\.name))
  }

  private func marked(
    _ mark: Mark,
    _ builder: inout NetworkBuilder,
    _ append: (inout NetworkBuilder) -> String
  ) -> String {
    builder.mark = mark.rawValue
    defer { builder.mark = "" }
    return append(&builder)
  }

  /// Appends the layer and what has to be before it.
  private func appended(to tensor: String, _ builder: inout NetworkBuilder) -> String {
    let (channels, side) = (layer.input.channels, layer.input.height)
    func convolution(_ filters: Int) -> String { builder.convolution(tensor, from: channels, to: filters) }
    func measured(
      _ type: String,
      _ inputs: [String],
      integers: [String: [Int]] = [:],
      number: [String: Float] = [:]
    ) -> String {
      marked(.layer, &builder) { $0.operation(type, inputs, integers: integers, number: number) }
    }
    func before() -> String { marked(.before, &builder) { $0.convolution(tensor, from: channels, to: channels) } }
    switch layer.type {
    case "Conv", "DepthwiseConv":
      return marked(.layer, &builder) { [layer] builder in
        builder.convolution(
          tensor,
          from: channels,
          to: layer.output.channels,
          kernel: layer.kernel.height,
          stride: layer.stride,
          dilation: layer.dilation,
          isDepthwise: layer.type == "DepthwiseConv"
        )
      }
    case "DataInput":
      return builder.convolution(tensor, from: channels, to: channels)
    case "ReduceMean": return measured("GlobalAveragePool", [convolution(channels)])
    case "Resize":
      let values = convolution(channels)
      return marked(.layer, &builder) { [layer] in $0.enlarged(values, by: max(1, layer.output.height / side)) }
    case "Concat":
      let halves = [convolution(channels / 2), convolution(channels / 2)]
      return measured("Concat", halves, integers: ["axis": [1]])
    case "HardSigmoid": return measured("HardSigmoid", [before()], number: ["alpha": 1 / 6])
    case "HardSwish": return measured("HardSwish", [before()])
    case "Mul":
      let values = convolution(channels)
      return measured("Mul", [values, builder.operation("HardSigmoid", [values], number: ["alpha": 1 / 6])])
    case "Scale":
      let values = convolution(channels)
      return measured("Mul", [values, builder.operation("GlobalAveragePool", [values])])
    case "Add": return measured("Add", [tensor, before()])
    case "Pool":
      let padding = [Int](repeating: layer.kernel.height / 2, count: 4)
      let sides = [layer.kernel.height, layer.kernel.width]
      let settings = ["kernel_shape": sides, "strides": [1, 1], "pads": padding]
      return measured("MaxPool", [convolution(channels)], integers: settings)
    default: return measured(layer.type, [convolution(channels)], integers: ["axis": [1]])
    }
  }
}
