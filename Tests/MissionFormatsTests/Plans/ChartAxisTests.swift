import Testing

@testable import MissionFormats

@Suite struct ChartAxisTests {
  @Test(arguments: [
    (0.0, 10.0, [0.0, 2, 4, 6, 8, 10]), (243.0, 291.0, [240, 250, 260, 270, 280, 290, 300]),
    (0.0, 7663.0, [0, 2000, 4000, 6000, 8000]), (5.0, 5.0, [5, 5.2]),
  ])
  func figuresAreRoundAndHoldTheValues(least: Double, greatest: Double, ticks: [Double]) {
    let axis = ChartAxis(least...greatest, from: 100, to: 0, count: 6)
    #expect(axis.ticks.count == ticks.count, "\(axis.ticks)")
    for (tick, expected) in zip(axis.ticks, ticks) { #expect(abs(tick - expected) < 1e-9) }
    #expect(axis.pixel(axis.ticks[0]) == 100)
    #expect(abs(axis.pixel(axis.ticks[axis.ticks.count - 1])) < 1e-9)
  }
}
