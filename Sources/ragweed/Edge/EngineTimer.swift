import EdgeDeployment
import Foundation
import ModelGraphs
import VisionRuntime

/// Measures layers on this machine, in an engine, by small networks made for it.
///
/// The time of a layer is the difference of two networks, one with four of what is measured and one with one, so that
/// taking the image in and giving a result out drop out.
final class EngineTimer: LayerTimer {
  private let clock: RunClock
  private let engine: TensorNetwork.Engine
  private let threads: Int
  private let folder: URL
  private static let copies = 3

  /// The part of the time that other programs took, median over all measurements so far.
  var busyShare: Double { clock.busyShare }

  init(engine: TensorNetwork.Engine, threads: Int) throws {
    self.engine = engine
    self.threads = threads
    clock = RunClock(threads: threads)
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("ragweed-probe-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func time(of layer: Layer) throws -> ProbeTime {
    let more = 1 / Double(Self.copies)
    let many = 1 + Self.copies
    switch layer.type {
    case "Conv", "DepthwiseConv":
      return try sum(layer, [(.alone, many, false, more), (.alone, 1, false, -more)])
    case "ReduceMean":
      // The companions end in means side by side, and not in a chain.
      return try sum(
        layer,
        [
          (.companions, many, false, more), (.companions, 1, false, -more), (.companions, many, true, -more),
          (.companions, 1, true, more),
        ]
      )
    case "Resize":
      return try sum(
        layer,
        [
          (.whole, many, false, more), (.whole, 1, false, -more), (.companions, many, false, -more),
          (.companions, 1, false, more),
        ]
      )
    case "DataInput": return try sum(layer, [(.whole, 1, false, 1 + more), (.whole, many, false, -more)])
    default:
      return try sum(layer, [(.whole, many, true, 1 / Double(many)), (.companions, many, true, -1 / Double(many))])
    }
  }

  /// The sum of the times of networks, each times its factor; run in turns, so that what slows the machine for a while
  /// slows all of them.
  private func sum(
    _ layer: Layer,
    _ terms: [(part: ProbeUnit.Part, copies: Int, isChain: Bool, factor: Double)]
  ) throws -> ProbeTime {
    let networks = try terms.enumerated().map { index, term in
      try network(ProbeUnit(layer: layer, part: term.part), copies: term.copies, isChain: term.isChain, index)
    }
    return try clock.time(networks.map { network in { try network.infer() } }, factors: terms.map(\.factor))
  }

  private func network(_ unit: ProbeUnit, copies: Int, isChain: Bool, _ index: Int) throws -> TensorNetwork {
    let probe = try unit.network(copies: copies, isChain: isChain)
    let path = folder.appendingPathComponent("probe-\(index).onnx").path
    try probe.data.write(to: URL(fileURLWithPath: path))
    let network = try TensorNetwork(
      modelPath: path,
      outputs: probe.outputs,
      engine: engine,
      threads: threads
    )
    let count = probe.inputShape.reduce(1, *)
    try network.set("x", (0..<count).map { Float($0 % 251) / 125 - 1 }, shape: probe.inputShape)
    return network
  }
}
