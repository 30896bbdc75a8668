/// How many values of a dimension a platform computes side by side; sizes are padded to multiples of it.
public struct Unrolling: Codable, Hashable, Sendable {
  /// Columns of the output.
  public let width: Int
  /// Input channels.
  public let channels: Int
  /// Output channels.
  public let filters: Int

  /// Makes an unrolling; 1 where a dimension is not padded.
  public init(width: Int = 1, channels: Int = 1, filters: Int = 1) {
    self.width = max(1, width)
    self.channels = max(1, channels)
    self.filters = max(1, filters)
  }

  static func padded(_ size: Int, _ multiple: Int) -> Double { Double((size + multiple - 1) / multiple * multiple) }

  /// The factor by which padding makes a layer's arithmetic larger; 1 or more.
  func padding(of layer: Layer) -> Double {
    padding(layer.output.width, width) * padding(layer.input.channels, channels)
      * padding(layer.output.channels, filters)
  }

  /// The factor by which padding makes one size larger.
  func padding(_ size: Int, _ multiple: Int) -> Double { Self.padded(size, multiple) / Double(size) }
}
