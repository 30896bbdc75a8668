/// What is known of a board: figures with their sources, rooflines by layer type, and models fitted to measurements.
public struct PlatformModel: Codable, Hashable, Sendable {
  /// A roofline of one layer type; the type `*` stands for all others.
  public struct TypeRoofline: Codable, Hashable, Sendable {
    /// The canonical type.
    public let type: String
    /// Its roofline.
    public let roofline: Roofline

    /// Makes the roofline of a type.
    public init(type: String, roofline: Roofline) {
      self.type = type
      self.roofline = roofline
    }
  }
  /// The id, such as `ncs2`.
  public var id: String
  /// The name in full.
  public var name: String
  /// Bits of a value between layers.
  public var activationBits: Int
  /// Bits of a weight.
  public var weightBits: Int
  /// Operations in a second, as the maker states, in 10^12.
  public var statedTeraOperationsPerS: Double?
  /// Of which numbers that is the rate, in words; nil where nobody says it.
  public var statedRateIs: String?
  /// Memory in 10^9 bytes.
  public var memoryGb: Double?
  /// Least and greatest power.
  public var powerMinimumW: Double?
  /// Greatest power.
  public var powerMaximumW: Double?
  /// Price; where it is only known to be higher, `costIsAtLeast` says so.
  public var costEur: Double?
  /// Whether the price is only a lower bound.
  public var costIsAtLeast: Bool?
  /// Whether nothing is known but rooflines.
  public var isRooflineOnly: Bool
  /// What a certain small network took when the machine was characterised, in milliseconds: where it takes longer, the
  /// machine is slower for a while.
  public var referenceMs: Double?
  /// Rooflines by type.
  public var rooflines: [TypeRoofline]
  /// Where the figures are from, by key.
  public var sources: [String: String]
  /// Models fitted to measured layers.
  var models: [LayerTypeModel]?
  /// What is fused, measured.
  var executedShares: [ExecutedShare]?
  /// Networks that it was fitted to.
  public internal(set) var fittedTo: [String]?
  /// The errors with one network left out.
  public internal(set) var leftOut: [LeftOutNetwork]?

  /// The roofline of a type, or the one for all.
  func roofline(of type: String) -> Roofline? {
    (rooflines.first { $0.type == type } ?? rooflines.first { $0.type == "*" })?.roofline
  }
}
