import EdgeDeployment
import ModelGraphs
import VisionRuntime

/// Measures layers on this machine: an engine says itself how long each layer of a small network took.
///
/// Times are those at the speed that the machine had when this was made: each is divided by how much longer the reference
/// network took in turns with it.
final class EngineTimer: LayerTimer {
  private let clock: RunClock
  private let reference: ReferenceNetwork
  private let engine: TensorNetwork.Engine
  private let threads: Int
  /// The time of the reference network when this was made.
  let referenceMilliseconds: Double

  private static let copies = 2
  // A network is loaded anew for each round: where in memory its values lie matters too.
  private static let rounds = 3
  private static let (firstRuns, fewest, most, enough) = (2, 4, 40, 0.03)

  /// The part of the time that other programs took.
  var busyShare: Double { clock.busyShare }

  init(engine: TensorNetwork.Engine, threads: Int) throws {
    self.engine = engine
    self.threads = threads
    clock = RunClock(threads: threads)
    reference = try ReferenceNetwork(engine: engine, threads: threads, clock: clock)
    referenceMilliseconds = try reference.milliseconds(runs: 300)
  }

  func time(of layer: Layer) throws -> ProbeTime {
    let probe = try ProbeUnit(layer: layer).network(copies: layer.type == "DataInput" ? 1 : Self.copies)
    return ProbeTime(of: try (0..<Self.rounds).map { _ in try round(probe, of: layer) })
  }

  private func round(_ probe: ProbeUnit.Network, of layer: Layer) throws -> Double {
    let network = try TensorNetwork(
      onnx: probe.data,
      outputs: probe.outputs,
      engine: engine,
      threads: threads,
      profiles: true
    )
    let count = probe.inputShape.reduce(1, *)
    try network.set(ProbeUnit.inputName, (0..<count).map { Float($0 % 251) / 125 - 1 }, shape: probe.inputShape)
    for _ in 0..<Self.firstRuns { try network.infer() }
    let before = try network.layerTimes()
    var own: [(counted: Double, wall: Double)] = []
    var other: [Double] = []
    var passed = 0.0
    while own.count < Self.fewest || (passed < Self.enough && own.count < Self.most) {
      other.append(try reference.seconds())
      own.append(try reference.seconds { try network.infer() })
      passed += (other.last ?? 0) + (own.last?.wall ?? 0)
    }
    // The engine's means begin with the first runs, which take longer.
    let (runs, first) = (Double(own.count), Double(Self.firstRuns))
    let layers = zip(try network.layerTimes(), before).map { after, before in
      (name: after.name, time: max(0, (after.milliseconds * (runs + first) - before.milliseconds * first) / runs))
    }
    let mean = own.reduce(0) { $0 + $1.wall * 1000 } / runs
    let time = Self.time(of: layer, among: layers, total: mean)
    // Means on the wall have in them what other programs took of the processor, and medians of its own time have not.
    let undisturbed = ProbeTime(of: own.map { $0.counted * 1000 }).milliseconds / max(mean, 1e-6)
    let slowness = ProbeTime(of: other.map { $0 * 1000 }).milliseconds / referenceMilliseconds
    return time * min(1, undisturbed) / slowness
  }

  private static func time(
    of layer: Layer,
    among layers: [(name: String, time: Double)],
    total: Double
  ) -> Double {
    // Only the input's own conversions begin with its name: they belong to what takes the image in.
    let inner = layers.filter { !$0.name.hasPrefix(ProbeUnit.inputName) }
    if layer.type == "DataInput" { return max(0, total - inner.reduce(0) { $0 + $1.time }) }
    func sum(_ mark: ProbeUnit.Mark) -> Double {
      inner.reduce(0) { $0 + ($1.name.contains(mark.rawValue) ? $1.time : 0) } / Double(copies)
    }
    let measured = sum(.layer)
    return measured > 0 ? measured : max(0, sum(.before) - sum(.alone))
  }
}
