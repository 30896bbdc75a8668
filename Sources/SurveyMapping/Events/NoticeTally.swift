/// Notices that may concern every input: a few are told with the input's name, the others once, with their count.
struct NoticeTally {
  /// What is told of inputs, as the end of a sentence on several.
  enum Kind: String, CaseIterable {
    /// Pixels are finer or coarser than the model knows.
    case groundSampling = "have pixels of another size than those that the model was trained on"
    /// Samples were stretched as the user said.
    case statedRange = "were stretched to black and white in the same way"
    /// Samples were stretched by their own range.
    case ownRange = "were stretched to black and white, each by its own samples"
  }

  /// How many inputs are named one by one.
  static let mostNamed = 3

  private var names: [Kind: Set<String>] = [:]

  /// Counts an input.
  ///
  /// - Returns: whether it is one of the few that are named.
  mutating func isNamed(_ name: String, among kind: Kind) -> Bool {
    names[kind, default: []].insert(name).inserted && names[kind, default: []].count <= Self.mostNamed
  }

  /// The sentences about the inputs that were not named.
  var sentences: [String] {
    Kind.allCases.compactMap { kind in
      let others = names[kind, default: []].count - Self.mostNamed
      return others > 0 ? "\(others) other input\(others == 1 ? "" : "s") \(kind.rawValue)." : nil
    }
  }
}
