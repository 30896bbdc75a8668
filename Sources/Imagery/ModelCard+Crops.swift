extension ModelCard {
  /// What a network tells apart inside, where it gives weed and background: so that a user may say which crop stands.
  public struct Crops: Sendable, Hashable, Codable {
    /// No crop: every plant is a weed.
    public static let none = "none"

    /// The tensor of the file with a number for each class that shifts its score.
    public let bias: String
    /// The names of the classes, in the tensor's order.
    public let classes: [String]
    /// Those of them that are no crops, such as soil and weed.
    public let notCrops: [String]

    enum CodingKeys: String, CodingKey {
      case bias, classes
      case notCrops = "not_crops"
    }

    /// Other names of crops, a group for each.
    private static let synonyms: [Set<String>] = [
      ["soy", "soybean", "soybeans", "soya"], ["beet", "sugarbeet"], ["maize", "corn"], ["peanut", "groundnut"],
    ]

    /// Names the classes.
    public init(bias: String, classes: [String], notCrops: [String]) {
      self.bias = bias
      self.classes = classes
      self.notCrops = notCrops
    }

    /// The crops.
    public var names: [String] { classes.filter { !notCrops.contains($0) } }

    /// The crop that a user means.
    ///
    /// - Parameter text: a name of the card, another name of the same crop or `none`, in capital or small letters.
    /// - Returns: the name in the card, or `none`; nil where the network does not know the crop.
    public func crop(named text: String) -> String? {
      let wanted = Self.plain(text)
      if wanted == Self.none { return Self.none }
      let group = Self.synonyms.first { $0.contains(wanted) } ?? [wanted]
      return names.first { Self.plain($0) == wanted } ?? names.first { group.contains(Self.plain($0)) }
    }

    /// The places of the crops that do not stand where one does.
    ///
    /// - Parameter crop: a name of the card, or `none`.
    /// - Returns: their places among the classes.
    public func others(than crop: String) -> [Int] {
      classes.indices.filter { !notCrops.contains(classes[$0]) && classes[$0] != crop }
    }

    /// What is wrong; nil where nothing is.
    var contradiction: String? {
      guard Set(classes).count == classes.count, Set(notCrops).isSubset(of: classes), !names.isEmpty else {
        return "its crops are not some of its inner classes, each named once"
      }
      return nil
    }

    private static func plain(_ text: String) -> String {
      text.lowercased().filter { !["-", "_", " "].contains($0) }
    }
  }
}
