public import Foundation
public import Quantities

/// What a model is and what its caller must do: the file that travels with an ONNX, `<stem>.card.json`.
public struct ModelCard: Sendable, Hashable, Codable {
  /// The tensor that goes in.
  public struct Input: Sendable, Hashable, Codable {
    /// The name of the graph's input.
    public let name: String
    /// Pixels in a row.
    public let widthInPixels: Int
    /// Rows.
    public let heightInPixels: Int
    /// What is taken from each channel of 0...255 (red, green, blue).
    public let mean: [Float]
    /// What the difference is divided by (red, green, blue).
    public let std: [Float]

    enum CodingKeys: String, CodingKey {
      case name, mean, std
      case widthInPixels = "width_px"
      case heightInPixels = "height_px"
    }

    /// Makes the description of a square input.
    public init(name: String, sideInPixels: Int, mean: [Float], std: [Float]) {
      self.name = name
      (widthInPixels, heightInPixels) = (sideInPixels, sideInPixels)
      self.mean = mean
      self.std = std
    }
  }

  /// The tensor that comes out.
  public struct Output: Sendable, Hashable, Codable {
    /// What the numbers of the output are.
    public enum Kind: String, Sendable, Codable {
      /// They sum to 1 over the classes; one channel alone is the probability of class 1.
      case probabilities
      /// Each channel is a probability by itself, as after a sigmoid; the background may have none.
      case independent
      /// Before the softmax; one channel alone before the sigmoid.
      case logits
    }

    /// The name of the graph's output.
    public let name: String
    /// What its numbers are.
    public let kind: Kind
    /// How many numbers a pixel has; nil stands for as many as classes.
    public let channels: Int?
    /// How many pixels at each edge of a tile have no numbers; nil stands for none.
    public let margin: Int?

    enum CodingKeys: String, CodingKey {
      case name, kind, channels
      case margin = "margin_px"
    }

    /// Makes the description of an output.
    public init(name: String, kind: Kind, channels: Int?, margin: Int? = nil) {
      self.name = name
      self.kind = kind
      self.channels = channels
      self.margin = margin
    }
  }

  /// The ground sampling distances that the model was trained for; in the file in cm/px.
  public struct GroundSamplingRange: Sendable, Hashable, Codable {
    /// The finest.
    public let min: GroundSamplingDistance
    /// The coarsest.
    public let max: GroundSamplingDistance

    enum CodingKeys: String, CodingKey { case min, max }

    /// Makes a range.
    public init(min: GroundSamplingDistance, max: GroundSamplingDistance) {
      self.min = min
      self.max = max
    }

    /// Reads the range.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      min = .centimetersPerPixel(try container.decode(Double.self, forKey: .min))
      max = .centimetersPerPixel(try container.decode(Double.self, forKey: .max))
    }

    /// Writes the range.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(min.centimetersPerPixel, forKey: .min)
      try container.encode(max.centimetersPerPixel, forKey: .max)
    }
  }

  /// The model's name.
  public let name: String
  /// The model's version.
  public let version: String
  /// The names of the classes 0, 1, ...; the first is the background.
  public let classes: [String]
  /// The tensor that goes in.
  public let input: Input
  /// The tensor that comes out.
  public let output: Output
  /// The ground sampling distances that the model was trained for; nil where that is not known.
  public let groundSampling: GroundSamplingRange?
  /// Whether the species that the map is about was in the training data; nil where that is not known.
  public let hasSeenTargetSpecies: Bool?
  /// What the model cannot do, a sentence each.
  public let limitations: [String]
  /// The checksum of the ONNX file, in hexadecimal digits; nil where nobody has stated it.
  public let sha256: String?
  /// What it tells apart inside; nil where nobody can say which crop stands.
  public let crops: Crops?
  /// How it says that a tile is unlike what it has learnt; nil where it does not.
  public let unfamiliarity: Unfamiliarity?
  /// Tensors of the file that a head of one's own may read; nil where nobody can teach it.
  public let features: [String]?
  /// How far masks computed in other numbers agree with those in 32 bits, by the name of the precision: the least mIoU
  /// between them that was measured over test pictures, 0 to 1; nil where that was not measured.
  public let precisionAgreement: [String: Double]?

  enum CodingKeys: String, CodingKey {
    case name, version, classes, input, output, limitations, sha256, crops, unfamiliarity, features
    case precisionAgreement = "precision_agreement"
    case groundSampling = "ground_sampling_cm_per_px"
    case hasSeenTargetSpecies = "has_seen_target_species"
  }

  /// Reads a card.
  ///
  /// - Parameters:
  ///   - json: the contents of the file.
  ///   - path: the file, for messages.
  /// - Throws: `ImageryError.modelCard` where it is no card or contradicts itself.
  public init(json: Data, path: String) throws {
    let card: ModelCard
    do {
      card = try JSONDecoder().decode(ModelCard.self, from: json)
    } catch let error as DecodingError {
      throw ImageryError.modelCard(path: path, reason: Self.reason(error))
    }
    if let reason = card.contradiction { throw ImageryError.modelCard(path: path, reason: reason) }
    self = card
  }

  /// Makes a card.
  ///
  /// - Parameters:
  ///   - name: the model's name.
  ///   - version: its version.
  ///   - classes: the names of the classes 0, 1, ..., the background first.
  ///   - input: what goes in.
  ///   - output: what comes out.
  ///   - groundSampling: what it was trained for; nil where that is not known.
  ///   - hasSeenTargetSpecies: whether it has; nil where that is not known.
  ///   - limitations: what it cannot do.
  ///   - sha256: the checksum of its file; nil where nobody has stated it.
  ///   - crops: what it tells apart inside; nil where that is not known.
  ///   - unfamiliarity: how it says that a tile is unlike what it has learnt; nil where it does not.
  ///   - features: tensors that a head of one's own may read; nil where nobody can teach it.
  ///   - precisionAgreement: how far masks in other precisions agree; nil where that was not measured.
  ///   - path: the model, for messages.
  /// - Throws: `ImageryError.modelUse` where the parts contradict each other.
  public init(
    name: String,
    version: String,
    classes: [String],
    input: Input,
    output: Output,
    groundSampling: GroundSamplingRange?,
    hasSeenTargetSpecies: Bool?,
    limitations: [String],
    sha256: String?,
    crops: Crops? = nil,
    unfamiliarity: Unfamiliarity? = nil,
    features: [String]? = nil,
    precisionAgreement: [String: Double]? = nil,
    path: String
  ) throws {
    self.name = name
    self.version = version
    self.classes = classes
    self.input = input
    self.output = output
    self.groundSampling = groundSampling
    self.hasSeenTargetSpecies = hasSeenTargetSpecies
    self.limitations = limitations
    self.sha256 = sha256
    self.crops = crops
    self.unfamiliarity = unfamiliarity
    self.features = features
    self.precisionAgreement = precisionAgreement
    if let contradiction { throw ImageryError.modelUse(path: path, reason: contradiction) }
  }

  /// How many numbers the output has for a pixel.
  public var channelCount: Int { output.channels ?? classes.count }

  /// How many pixels at each edge of a tile the network gives no numbers for.
  public var marginInPixels: Int { output.margin ?? 0 }

  /// The side of that part of a tile which the network gives numbers for.
  public var scoredSideInPixels: Int { input.widthInPixels - 2 * marginInPixels }

  /// What is wrong with the card; nil where nothing is.
  private var contradiction: String? {
    guard (2...200).contains(classes.count) else { return "it names \(classes.count) classes, not 2 to 200" }
    guard input.mean.count == 3, input.std.count == 3, input.std.allSatisfy({ $0 > 0 }) else {
      return "mean and std need three numbers each, std positive"
    }
    guard input.widthInPixels > 0, input.widthInPixels == input.heightInPixels else {
      return "its input of \(input.widthInPixels) x \(input.heightInPixels) px is not a square tile"
    }
    guard marginInPixels >= 0, marginInPixels < input.widthInPixels / 4 + 1 else {
      return "its output's margin of \(marginInPixels) px leaves too little of its input of \(input.widthInPixels) px"
    }
    if marginInPixels > 0, features != nil { return "its features cannot be read, since its output has a margin" }
    let withoutBackground = channelCount == classes.count - 1 && (channelCount == 1 || output.kind == .independent)
    guard channelCount == classes.count || withoutBackground else {
      return "its output has \(channelCount) channels for \(classes.count) classes (\(classes.joined(separator: ", ")))"
    }
    if let unfamiliarity, !unfamiliarity.limit.isFinite || unfamiliarity.output == output.name {
      return "its unfamiliarity has no limit, or is the output of the classes"
    }
    if let reason = crops?.contradiction { return reason }
    return nil
  }

  private static func reason(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "the key '\(key.stringValue)' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "the value of '\(context.codingPath.map(\.stringValue).joined(separator: "."))' is of the wrong kind"
    default: "it is not JSON"
    }
  }
}
