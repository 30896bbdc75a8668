import Testing

@testable import Quantities

/// Numbers that files may hold.
@Suite struct BoundedNumberTests {
  @Test func wholeNumbersAreHeldWithinBounds() {
    let values = [1.9, -1.9, 0, -0.0, 1e15, -1e15, 9.3e18, -1e300, .infinity, -.infinity, .nan, 1e-300]
    let most = 1_000_000_000_000_000
    #expect(values.map { Int(bounded: $0) } == [1, -1, 0, 0, most, -most, most, -most, most, -most, 0, 0])
    #expect(Int(bounded: 999_999_999_999_999.9) == most - 1)
  }

  @Test func timesAreHeldWithinBounds() {
    #expect(Duration.bounded(seconds: 1.5) == .milliseconds(1500))
    let most = Duration.seconds(30_000_000_000_000)
    for seconds in [1e20, 1e300, .infinity, .nan] as [Double] { #expect(Duration.bounded(seconds: seconds) == most) }
    for seconds in [-1e20, -.infinity] as [Double] { #expect(Duration.bounded(seconds: seconds) == .zero - most) }
    #expect(Duration.seconds(2).times(1.25) == .milliseconds(2500))
    #expect(Duration.seconds(2).times(.infinity) == most)
    #expect(Length.meters(1) / Speed.metersPerSecond(0) == most)
    #expect(Energy.joules(0) / Power.watts(0) == most)
  }
}
