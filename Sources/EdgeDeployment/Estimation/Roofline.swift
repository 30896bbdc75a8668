/// The least time of a layer from a platform's greatest arithmetic rate and memory bandwidth, refined by how well the
/// layer's sizes fill the parallel units.
///
/// ms = 1000 * max(operations / rate / efficiency, bytes / bandwidth); of a size x on p units u = x / (ceil(x / p) * p) and
/// the efficiency is 1 / ((1 - a) + a / u), their product over the dimensions (Wess et al., IEEE Access 9, 2021).
public struct Roofline: Codable, Hashable, Sendable {
  /// Operations in a second.
  public let operationsPerSecond: Double?
  /// Bytes in a second.
  public let bytesPerSecond: Double?
  /// Parallel units of a dimension and the share a of the work that is bound to them.
  public struct Parallelism: Codable, Hashable, Sendable {
    /// `height`, `width`, `channels` or `filters`.
    public let dimension: String
    /// Units.
    public let units: Int
    /// Share of the work, 0 to 1.
    public let alpha: Double
  }
  /// The refinement; none for a plain roofline.
  public let parallelism: [Parallelism]?

  /// Makes a roofline.
  public init(operationsPerSecond: Double?, bytesPerSecond: Double?, parallelism: [Parallelism]? = nil) {
    self.operationsPerSecond = operationsPerSecond
    self.bytesPerSecond = bytesPerSecond
    self.parallelism = parallelism
  }

  /// The part of the rate that a layer's sizes can use, above 0 to 1.
  public func efficiency(of layer: Layer) -> Double {
    (parallelism ?? []).reduce(1) { efficiency, part in
      let size: Int
      switch part.dimension {
      case "height": size = layer.output.height
      case "width": size = layer.output.width
      case "channels": size = layer.input.channels
      default: size = layer.output.channels
      }
      let filled = Double(size) / Unrolling.padded(size, max(1, part.units))
      return efficiency / ((1 - part.alpha) + part.alpha / filled)
    }
  }

  /// The time of a layer.
  public func latency(of layer: Layer, activationBits: Int, weightBits: Int) -> Duration {
    let arithmetic = operationsPerSecond.map { Double(layer.operations) / $0 / efficiency(of: layer) } ?? 0
    let memory = bytesPerSecond.map { layer.bytes(activationBits: activationBits, weightBits: weightBits) / $0 } ?? 0
    return .modelled(seconds: min(arithmetic, memory) >= 0 ? max(arithmetic, memory) : .nan)
  }
}
