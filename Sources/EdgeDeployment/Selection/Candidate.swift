public import Quantities

/// A network on a board at a resolution and precision, with what is known of it.
public struct Candidate: Sendable {
  /// The network.
  public let network: String
  /// The board.
  public let platform: String
  /// Width and height of the image in pixels, such as `640x480`; empty where not stated.
  public let resolution: String
  /// The precision, such as `fp16`; empty where not stated.
  public let precision: String
  /// The latency of an image; nil where it is not known.
  public let latency: Duration?
  /// How the latency was estimated; nil where it was measured.
  public let estimatedBy: String?
  /// Whether the latency is only a lower bound, such as a roofline: it can exclude the candidate, and never accept it.
  public let latencyIsBound: Bool
  /// The accuracy, 0 to 1; nil where it is not known.
  public let accuracy: Double?
  /// The price of the board; nil where it is not known.
  public let cost: Money?
  /// Whether the price is only known to be higher.
  public let costIsAtLeast: Bool
  /// The power of the board; nil where it is not known.
  public let power: Power?

  /// Makes a candidate.
  public init(
    network: String,
    platform: String,
    resolution: String,
    precision: String,
    latency: Duration?,
    estimatedBy: String? = nil,
    latencyIsBound: Bool = false,
    accuracy: Double?,
    cost: Money?,
    costIsAtLeast: Bool = false,
    power: Power?
  ) {
    self.network = network
    self.platform = platform
    self.resolution = resolution
    self.precision = precision
    self.latency = latency
    self.estimatedBy = estimatedBy
    self.latencyIsBound = latencyIsBound
    self.accuracy = accuracy
    self.cost = cost
    self.costIsAtLeast = costIsAtLeast
    self.power = power
  }

  /// A name for tables and messages.
  public var name: String { [network, platform, resolution, precision].filter { !$0.isEmpty }.joined(separator: " ") }
}
