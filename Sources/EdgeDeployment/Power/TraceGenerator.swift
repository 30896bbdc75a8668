import Foundation
public import Quantities

/// Makes traces of which the truth is known, because none is public.
///
/// Inferences of layers with a power each, pauses of idle power between them, white noise, and a slow start and end of each
/// layer, as the capacitors on a board make it.
public struct TraceGenerator: Sendable {
  /// A layer of the truth.
  public struct Layer: Sendable {
    /// Its time.
    public let latency: Duration
    /// Its power.
    public let power: Power

    /// Makes a layer.
    public init(latency: Duration, power: Power) {
      self.latency = latency
      self.power = power
    }
  }
  /// The layers of an inference.
  public var layers: [Layer]
  /// Power between inferences.
  public var idle = Power.watts(1)
  /// Time between inferences.
  public var pause = Duration.milliseconds(20)
  /// Number of inferences.
  public var inferences = 5
  /// Samples in a second.
  public var rate = Frequency.hertz(500_000)
  /// Standard deviation of the noise.
  public var noise = Power.watts(0.05)
  /// Time constant with which the power follows; zero for edges.
  public var settling = Duration.zero

  /// Makes a generator.
  public init(layers: [Layer] = []) { self.layers = layers }

  /// The energy of a layer, without settling.
  public func energy(ofLayer index: Int) -> Energy { layers[index].power * layers[index].latency }

  /// The energy of an inference.
  public var energy: Energy { layers.reduce(.zero) { $0 + $1.power * $1.latency } }

  /// A trace.
  ///
  /// - Parameter generator: where the noise is from.
  /// - Returns: the trace, with a pause before the first and behind each inference.
  /// - Throws: `EdgeDeploymentError.brokenTrace` where it would have too few or too many samples.
  public func trace(using generator: inout some RandomNumberGenerator) throws -> PowerTrace {
    let inference = layers.reduce(Duration.zero) { $0 + $1.latency }
    let length = (pause * (inferences + 1) + inference * inferences).inSeconds * rate.hertz
    guard length < Double(PowerTrace.mostSamples), length.isFinite else {
      throw EdgeDeploymentError.brokenTrace(reason: "it would have more than \(PowerTrace.mostSamples) samples")
    }
    var parts: [(seconds: Double, watts: Double)] = [(pause.inSeconds, idle.watts)]
    for _ in 0..<inferences {
      parts += layers.map { ($0.latency.inSeconds, $0.power.watts) } + [(pause.inSeconds, idle.watts)]
    }
    var watts: [Double] = []
    watts.reserveCapacity(Int(bounded: length) + 1)
    let follow = settling > .zero ? 1 - exp(-1 / rate.hertz / settling.inSeconds) : 1
    var (part, end, level) = (0, parts[0].seconds, idle.watts)
    for index in 0..<Int(bounded: length) {
      let time = (Double(index) + 0.5) / rate.hertz
      while time >= end, part + 1 < parts.count {
        part += 1
        end += parts[part].seconds
      }
      level += (parts[part].watts - level) * follow
      watts.append(level + noise.watts * Self.normal(&generator))
    }
    return try PowerTrace(watts: watts, rate: rate)
  }

  /// A number from the normal distribution (Box and Muller).
  private static func normal(_ generator: inout some RandomNumberGenerator) -> Double {
    let first = Double.random(in: Double.leastNormalMagnitude..<1, using: &generator)
    let second = Double.random(in: 0..<1, using: &generator)
    return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
  }
}
