public import Quantities

/// A place at which a network can be cut: what runs before it, what crosses it, what it costs.
public struct Cut: Sendable {
  /// Number of layers before the cut.
  public let layersBefore: Int
  /// The last layer before it; nil where everything runs on the server.
  public let after: String?
  /// The layers whose output crosses, each once however many read it behind the cut.
  public let crossing: [String]
  /// Edges of the graph that cross.
  public let edges: Int
  /// Values that cross.
  public let values: Int
  /// Bytes of the quantised values that cross, before any compression.
  public let sizeBytes: Int
  /// Bytes that are sent: compressed ones where they were measured, otherwise `sizeBytes`.
  public let bytes: Int
  /// Time on the node.
  public let nodeTime: Duration
  /// Time of the transfer.
  public let transfer: Duration
  /// Time on the server.
  public let serverTime: Duration
  /// Energy of the node's processor.
  public let processing: Energy
  /// Energy of the node's radio.
  public let communication: Energy

  /// From the image to the result on the server.
  public var delay: Duration { nodeTime + transfer + serverTime }

  /// The energy that the node spends.
  public var energy: Energy { processing + communication }
}
