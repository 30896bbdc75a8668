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
  }

  /// The tensor that comes out.
  public struct Output: Sendable, Hashable, Codable {
    /// What the numbers of the output are.
    public enum Kind: String, Sendable, Codable {
      /// They sum to 1 over the classes.
      case probabilities
      /// Before the softmax.
      case logits
    }

    /// The name of the graph's output.
    public let name: String
    /// What its numbers are.
    public let kind: Kind
  }

  /// The ground sampling distances that the model was trained for; in the file in cm/px.
  public struct GroundSamplingRange: Sendable, Hashable, Codable {
    /// The finest.
    public let min: GroundSamplingDistance
    /// The coarsest.
    public let max: GroundSamplingDistance

    enum CodingKeys: String, CodingKey { case min, max }

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
  /// The ground sampling distances that the model was trained for.
  public let groundSampling: GroundSamplingRange
  /// Whether the species that the map is about was in the training data.
  public let hasSeenTargetSpecies: Bool
  /// What the model cannot do, a sentence each.
  public let limitations: [String]
  /// The checksum of the ONNX file, in hexadecimal digits.
  public let sha256: String

  enum CodingKeys: String, CodingKey {
    case name, version, classes, input, output, limitations, sha256
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
    guard (2...200).contains(card.classes.count) else {
      throw ImageryError.modelCard(path: path, reason: "it names \(card.classes.count) classes, not 2 to 200")
    }
    guard card.input.mean.count == 3, card.input.std.count == 3, card.input.std.allSatisfy({ $0 > 0 }) else {
      throw ImageryError.modelCard(path: path, reason: "mean and std need three numbers each, std positive")
    }
    guard card.input.widthInPixels > 0, card.input.widthInPixels == card.input.heightInPixels else {
      throw ImageryError.modelCard(
        path: path,
        reason: "its input of \(card.input.widthInPixels) x \(card.input.heightInPixels) px is not a square tile"
      )
    }
    self = card
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
