/// A layer as an engine runs it, and how long it took.
public struct ProfiledLayer: Sendable, Hashable {
  /// The engine's name for it, which has the name of the ONNX node in it; conversions of layout carry the names of both
  /// nodes that they stand between.
  public let name: String
  /// The mean time of a run; 0 for a layer that is computed with another.
  public let milliseconds: Double
}
