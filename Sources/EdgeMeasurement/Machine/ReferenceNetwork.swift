import EdgeDeployment
import ModelGraphs
import VisionRuntime

/// A small network that always is the same, run in turns with what is measured: where it takes longer, the machine is
/// slower for a while, as machines are that others share.
final class ReferenceNetwork {
  private let network: TensorNetwork
  private let clock: RunClock
  /// Written between runs, so that caches hold nothing of the last one, as on a survey, where a tile is read and another
  /// blended between two inferences.
  private var elsewhere = [UInt64](repeating: 0, count: 1 << 20)

  /// Loads it.
  ///
  /// - Throws: `VisionRuntimeError` where the engine cannot run it.
  init(engine: TensorNetwork.Engine, threads: Int, clock: RunClock) throws {
    self.clock = clock
    let side = 192
    var builder = NetworkBuilder()
    let image = builder.input(ProbeUnit.inputName, [1, 3, side, side])
    let stem = builder.convolution(image, from: 3, to: 16, kernel: 3, stride: 2)
    let wide = builder.convolution(stem, from: 16, to: 64)
    let deep = builder.convolution(wide, from: 64, to: 64, kernel: 3, isDepthwise: true)
    let narrow = builder.convolution(deep, from: 64, to: 16)
    let output = builder.operation("GlobalAveragePool", [builder.enlarged(narrow, by: 2)])
    let data = try builder.data(outputs: [(output, [1, 16, 1, 1])])
    network = try TensorNetwork(onnx: data, outputs: [output], engine: engine, threads: threads)
    let count = 3 * side * side
    try network.set(ProbeUnit.inputName, (0..<count).map { Float($0 % 251) / 125 - 1 }, shape: [1, 3, side, side])
    for _ in 0..<3 { try network.infer() }
  }

  /// The seconds of a run, the second of two: what ran before does not matter to it.
  func seconds() throws -> Double {
    try network.infer()
    return try clock.seconds { try network.infer() }
  }

  /// The seconds of a run of something else, which finds the caches as a survey leaves them.
  func seconds(of run: () throws -> Void) throws -> (counted: Double, wall: Double) {
    forget()
    return try clock.both(run)
  }

  /// The median time of a run in milliseconds.
  func milliseconds(runs: Int) throws -> Double {
    ProbeTime(of: try (0..<runs).map { _ in try seconds() * 1000 }).milliseconds
  }

  private func forget() {
    for index in elsewhere.indices { elsewhere[index] &+= 1 }
  }
}
