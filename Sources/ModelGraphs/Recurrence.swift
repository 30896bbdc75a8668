/// A recurrent layer: what goes in step by step, and what it remembers.
struct Recurrence {
  private let steps: Int
  private let batch: Int
  private let inputs: Int
  private let hidden: Int
  private let directions: Int
  private let gates: Int
  private let isBatchFirst: Bool

  /// Reads the sizes of an LSTM, a GRU or a plain recurrent layer; nil where they are not known.
  init?(_ input: ShapeRules.Input) {
    guard let gates = ["LSTM": 4, "GRU": 3, "RNN": 1][input.operation], let shape = input.shape, shape.count == 3,
      let hidden = input.attributes.integer("hidden_size"), hidden > 0
    else { return nil }
    isBatchFirst = input.attributes.integer("layout") == 1
    steps = shape[isBatchFirst ? 1 : 0]
    batch = shape[isBatchFirst ? 0 : 1]
    inputs = shape[2]
    directions = input.attributes.text("direction") == "bidirectional" ? 2 : 1
    self.gates = gates
    self.hidden = hidden
  }

  /// The shapes of all that is said step by step, and of what is remembered at the end, of an LSTM twice.
  var shapes: [[Int]?] {
    let (all, last) =
      isBatchFirst
      ? ([batch, steps, directions, hidden], [batch, directions, hidden])
      : ([steps, directions, batch, hidden], [directions, batch, hidden])
    return [all, last, last]
  }

  /// The products of both matrices of each gate, in each step.
  var multiplyAdds: Int? { Dimensions.product([steps, batch, directions, gates, hidden, inputs + hidden]) }
}
