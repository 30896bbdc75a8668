extension ModelGraph {
  /// What the numbers of a network's output are, as far as its last operations tell.
  public enum Scores: Sendable, Hashable {
    /// Probabilities that sum to 1 over the classes: the network ends in a softmax.
    case softmax
    /// Each channel is a probability by itself: the network ends in a sigmoid.
    case sigmoid
    /// Anything, as a rule logits.
    case plain
    /// Numbers of classes: the network ends in an arg-max.
    case classNumbers
  }

  /// Operations that leave the meaning of numbers as it is.
  private static let passing: Set<String> = [
    "Identity", "Cast", "Transpose", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Resize", "Upsample", "Clip",
    "QuantizeLinear", "DequantizeLinear",
  ]

  /// What the numbers of the first output are.
  public var scores: Scores { scores(of: outputs.first?.name ?? "") }

  /// What the numbers of an output are.
  public func scores(of output: String) -> Scores {
    var tensor: String? = output
    // A graph has no cycles, so each step goes back by one layer at least.
    for layer in layers.reversed() where tensor.map(layer.outputs.contains) == true {
      switch layer.operation {
      case "Softmax": return .softmax
      case "Sigmoid", "HardSigmoid": return .sigmoid
      case "ArgMax": return .classNumbers
      case let operation where Self.passing.contains(operation): tensor = layer.inputs.first
      default: return .plain
      }
    }
    return .plain
  }
}
