import EdgeDeployment
import Foundation
import ModelGraphs

/// What is repeated in a network that measures a layer.
struct ProbeUnit {
  /// Which part of it.
  enum Part: String {
    /// The layer and nothing else.
    case alone
    /// The layers that have to be there for it.
    case companions
    /// Both.
    case whole
  }
  /// A network to run.
  struct Network {
    let data: Data
    let inputShape: [Int]
    let outputs: [String]
  }

  let layer: Layer
  let part: Part

  /// The network with some copies of the unit, one behind another or side by side.
  func network(copies: Int, isChain: Bool) throws -> Network {
    var builder = NetworkBuilder()
    let (channels, side) = (layer.input.channels, layer.input.height)
    let takesImage = side == 1 || channels == 3
    let inputShape = [1, takesImage ? channels : 3, side, side]
    var start = builder.input("x", inputShape)
    if !takesImage { start = builder.convolution(start, from: 3, to: channels) }
    var outputs: [(name: String, shape: [Int])] = []
    func end(_ tensor: String, _ channels: Int, _ side: Int) {
      let name = side > 1 ? builder.operation("GlobalAveragePool", [tensor]) : tensor
      outputs.append((name, [1, channels, 1, 1]))
    }
    if isChain {
      for _ in 0..<copies { start = appended(to: start, &builder).name }
      end(start, channels, side)
    } else {
      for _ in 0..<copies {
        let unit = appended(to: start, &builder)
        end(unit.name, unit.channels, unit.side)
      }
    }
    return Network(
      data: try builder.data(outputs: outputs),
      inputShape: inputShape,
      outputs: outputs.map(\.name)
    )
  }

  private func appended(
    to tensor: String,
    _ builder: inout NetworkBuilder
  ) -> (name: String, channels: Int, side: Int) {
    let (channels, side) = (layer.input.channels, layer.input.height)
    let result = (channels: layer.output.channels, side: layer.output.height)
    func convolution() -> String { builder.convolution(tensor, from: channels, to: channels) }
    switch (layer.type, part) {
    case ("Conv", _), ("DepthwiseConv", _):
      let name = builder.convolution(
        tensor,
        from: channels,
        to: result.channels,
        kernel: layer.kernel.height,
        stride: layer.stride,
        isDepthwise: layer.type == "DepthwiseConv"
      )
      return (name, result.channels, result.side)
    case ("DataInput", _):
      return (builder.convolution(tensor, from: 3, to: 16, kernel: 3, stride: 2), 16, (side + 1) / 2)
    case ("Concat", .companions):
      let half = builder.convolution(tensor, from: channels, to: channels / 2)
      return (builder.convolution(half, from: channels / 2, to: channels), channels, side)
    case ("Concat", _):
      let halves = (0..<2).map { _ in builder.convolution(tensor, from: channels, to: channels / 2) }
      return (builder.operation("Concat", halves, integers: ["axis": [1]]), channels, side)
    case ("Mul", .companions):
      return (builder.operation("HardSigmoid", [convolution()], number: ["alpha": 1 / 6]), channels, side)
    case ("Mul", _):
      let values = convolution()
      let gate = builder.operation("HardSigmoid", [values], number: ["alpha": 1 / 6])
      return (builder.operation("Mul", [values, gate]), channels, side)
    case (_, .companions), ("ReduceMean", _):
      return (convolution(), channels, side)
    case ("Resize", _):
      return (builder.enlarged(convolution(), by: max(1, result.side / side)), channels, result.side)
    case ("HardSigmoid", _):
      return (builder.operation("HardSigmoid", [convolution()], number: ["alpha": 1 / 6]), channels, side)
    case ("HardSwish", _): return (builder.operation("HardSwish", [convolution()]), channels, side)
    case ("Scale", _):
      let values = convolution()
      return (
        builder.operation("Mul", [values, builder.operation("GlobalAveragePool", [values])]), channels, side
      )
    case ("Add", _): return (builder.operation("Add", [tensor, convolution()]), channels, side)
    case ("Pool", _):
      let sides = [layer.kernel.height, layer.kernel.height]
      let pads = [Int](repeating: layer.kernel.height / 2, count: 4)
      let name = builder.operation(
        "MaxPool",
        [convolution()],
        integers: ["kernel_shape": sides, "strides": [1, 1], "pads": pads]
      )
      return (name, channels, side)
    default: return (builder.operation(layer.type, [convolution()], integers: ["axis": [1]]), channels, side)
    }
  }
}
