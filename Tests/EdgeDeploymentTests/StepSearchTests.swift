import EdgeDeployment
import TestSupport
import Testing

/// The search for steps with few measurements.
@Suite struct StepSearchTests {
  /// The seminar's example over filters, with 128 channels.
  private func overFilters(_ size: Int) -> Double { 0.3008 + Double((size - 1) / 32) * 0.2255 }
  /// The seminar's example over channels, with 1024 filters.
  private func overChannels(_ size: Int) -> Double { 1.5058 + Double((size - 1) / 8) * 0.3857 }

  @Test func theSeminarsStepsAreFoundWithFewPoints() {
    let filters = StepSearch(over: 1...1024, noise: 0.001) { overFilters($0) }
    #expect(filters.width == 32)
    #expect(filters.points.count <= 16, "\(filters.points.count) points")
    #expect((1...1024).allSatisfy { abs(filters.function([$0]) - overFilters($0)) < 1e-6 })
    let channels = StepSearch(over: 1...1024, noise: 0.001) { overChannels($0) }
    #expect(channels.width == 8)
    #expect(channels.points.count <= 16, "\(channels.points.count) points")
    #expect((1...1024).allSatisfy { abs(channels.function([$0]) - overChannels($0)) < 1e-6 })
  }

  @Test func theFirstPointsAreThePublishedOnes() {
    let search = StepSearch(over: 1...1024, noise: 0.001) { overFilters($0) }
    #expect(search.points.prefix(2).map(\.size) == [64, 960])
  }

  @Test func aLineIsALine() {
    let search = StepSearch(over: 1...1024, noise: 0.01) { 0.2 + 0.003 * Double($0) }
    #expect(search.width == 1)
    #expect(abs(search.function([500]) - 1.7) < 1e-6)
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func stepsAreFoundThroughTwoPercentOfNoise(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let search = StepSearch(over: 1...1024, noise: 0.02) { size in
      overFilters(((size - 1) / 128) * 128 + 1) * Double.random(in: 0.98...1.02, using: &generator)
    }
    #expect(search.width == 128)
    #expect(search.points.count <= 48)
  }

  @Test func measurementsNeverPassTheirBound() {
    var generator = SeededGenerator(seed: 9)
    var count = 0
    _ = StepSearch(over: 8...512, mostPoints: 12, noise: 0.01) { _ in
      count += 1
      return Double.random(in: 0.5...1.5, using: &generator)
    }
    #expect(count <= 12)
  }
}
