import EdgeDeployment
import TestSupport
import Testing

/// Functions of steps and lines, found from samples.
@Suite struct SteppedFunctionTests {
  /// The seminar's example: 3 x 3 convolution on 32 x 32 pixels, channels and filters, in ms.
  private static func slide(_ channels: Int, _ filters: Int) -> Double {
    let step = Double((channels - 1) / 8)
    return 0.1418 + step * 0.0106 + Double((filters - 1) / 32) * (0.044 + step * 0.0121)
  }

  private static func samples(_ channels: [Int], _ filters: [Int]) -> [SteppedFunction.Sample] {
    channels.flatMap { first in
      filters.map { SteppedFunction.Sample(sizes: [first, $0], value: slide(first, $0)) }
    }
  }

  @Test func theSlidesFunctionIsRecoveredExactly() throws {
    let grid = [1, 9, 20, 64, 100, 128, 500, 1000]
    let function = try SteppedFunction(fitting: Self.samples(grid, [1, 33, 70, 200, 512, 777, 1024]))
    guard case .steps(let index, let width, _, _) = function else {
      Issue.record("no steps: \(function)")
      return
    }
    #expect(index == 1)
    #expect(width == 32)
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<500 {
      let channels = Int.random(in: 1...1024, using: &generator)
      let filters = Int.random(in: 1...1024, using: &generator)
      #expect(abs(function([channels, filters]) - Self.slide(channels, filters)) < 1e-9)
    }
    // The slices that the slides print, to their rounding: 31 steps of 1024 filters, 15 of 128 channels.
    #expect(abs(function([1, 1024]) - 1.5058) < 1e-4)
    #expect(abs(function([9, 1024]) - function([1, 1024]) - 0.3857) < 1e-4)
    #expect(abs(function([128, 1]) - 0.3008) < 1e-4)
    #expect(abs(function([128, 33]) - function([128, 1]) - 0.2255) < 1e-4)
  }

  @Test func aLineIsALine() throws {
    let samples = [3, 50, 400, 1000].map { SteppedFunction.Sample(sizes: [$0], value: 0.25 + 0.002 * Double($0)) }
    let function = try SteppedFunction(fitting: samples)
    guard case .line = function else {
      Issue.record("no line: \(function)")
      return
    }
    #expect(abs(function([700]) - 1.65) < 1e-12)
  }

  @Test func tooFewSamplesAreRefused() {
    #expect(throws: EdgeDeploymentError.self) {
      try SteppedFunction(fitting: [.init(sizes: [1, 1], value: 1), .init(sizes: [2, 1], value: 2)])
    }
    #expect(throws: EdgeDeploymentError.self) { try SteppedFunction(fitting: []) }
  }
}
