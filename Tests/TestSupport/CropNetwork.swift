public import Foundation
import ModelGraphs

/// A network whose answers can be computed by hand: red is soil, blue beet, green maize, black weed.
///
/// Inside it scores soil by 10 times red, weed by 4, beet by 10 times blue and maize by 10 times green (pixels from 0 to 1), on
/// blocks of 2 x 2 pixels. What it says of a tile is how far its mean colour lies from green.
public struct CropNetwork: Sendable {
  /// The bytes of the ONNX file.
  public let data: Data
  /// The names of the outputs, that of the probabilities first.
  public let outputs: [String]
  /// The name of the tensor that shifts the inner classes.
  public let bias: String
  private let side: Int

  /// Makes the network.
  ///
  /// - Parameters:
  ///   - side: the side of its tiles, even.
  ///   - endsInSoftmax: whether logarithms are enlarged and become probabilities in a last softmax, or probabilities are enlarged.
  ///   - hasFigure: whether it says how far a tile lies from green.
  /// - Throws: where it cannot be encoded, which does not happen.
  public init(side: Int = 64, endsInSoftmax: Bool = true, hasFigure: Bool = true) throws {
    self.side = side
    var builder = NetworkBuilder()
    let image = builder.input("image", [1, 3, side, side])
    let blocks = builder.operation("AveragePool", [image], integers: ["kernel_shape": [2, 2], "strides": [2, 2]])
    let weights = builder.numbers([10, 0, 0, 0, 0, 0, 0, 0, 10, 0, 10, 0], shape: [4, 3, 1, 1])
    bias = builder.numbers([0, 4, 0, 0], shape: [4])
    let one = ["kernel_shape": [1, 1]]
    let scores = builder.operation("Conv", [blocks, weights, bias], integers: one)
    let inner = builder.operation("Softmax", [scores], integers: ["axis": [1]])
    let merging = builder.numbers([1, 0, 1, 1, 0, 1, 0, 0], shape: [2, 4, 1, 1])
    let merged = builder.operation("Conv", [inner, merging], integers: one)
    let end: String
    if endsInSoftmax {
      let positive = builder.operation("Add", [merged, builder.numbers([1e-6], shape: [1])])
      let enlarged = builder.enlarged(builder.operation("Log", [positive]), by: 2)
      end = builder.operation("Softmax", [enlarged], integers: ["axis": [1]])
    } else {
      end = builder.enlarged(merged, by: 2)
    }
    var ports = [(name: end, shape: [1, 2, side, side])]
    if hasFigure {
      let mean = builder.operation("GlobalAveragePool", [blocks])
      let green = builder.numbers([0, 1, 0], shape: [1, 3, 1, 1])
      let apart = builder.operation("Sub", [mean, green])
      let squares = builder.operation("Mul", [apart, apart])
      let ones = builder.numbers([1, 1, 1], shape: [1, 3, 1, 1])
      let sum = builder.operation("Conv", [squares, ones], integers: one)
      ports.append((builder.operation("Sqrt", [sum]), [1, 1, 1, 1]))
    }
    outputs = ports.map(\.name)
    data = try builder.data(outputs: ports)
  }

  /// The card that belongs to it, as JSON.
  ///
  /// - Parameter limit: from which distance on a tile is unlike what it has learnt.
  /// - Returns: the card.
  public func card(limit: Double = 1) -> String {
    let figure = outputs.dropFirst().map {
      #""unfamiliarity": {"output": "\#($0)", "limit": \#(limit), "meaning": "how far from green"},"#
    }
    return """
      {"name": "colours", "version": "1", "classes": ["background", "weed"], "has_seen_target_species": true,
       "input": {"name": "image", "width_px": \(side), "height_px": \(side), "mean": [0, 0, 0], "std": [255, 255, 255]},
       "output": {"name": "\(outputs[0])", "kind": "probabilities"}, \(figure.joined())
       "crops": {"bias": "\(bias)", "classes": ["soil", "weed", "beet", "maize"], "not_crops": ["soil", "weed"]},
       "limitations": []}
      """
  }

  /// Writes it with its card; an ONNX file that is there stays as it is, with its time.
  ///
  /// - Returns: the path of the ONNX file.
  public func write(into folder: TemporaryFolder, limit: Double = 1) throws -> String {
    _ = try folder.write(card(limit: limit), as: "colours.card.json")
    let path = folder.path("colours.onnx")
    return FileManager.default.contents(atPath: path) == data ? path : try folder.write(data, as: "colours.onnx")
  }
}
