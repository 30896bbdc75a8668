@testable import FlightPlanning
import Testing

@Suite struct LegTimesTests {
  /// At 1 m/s² 3 m/s are reached after 3 s and 4.5 m; the same to stop.
  @Test(arguments: [(0.0, 0.0), (1.0, 2.0), (4.0, 4.0), (9.0, 6.0), (12.0, 7.0), (97.0, 6 + 88.0 / 3)])
  func aLegTakesItsTimeFromStopToStop(meters: Double, seconds: Double) {
    #expect(abs(LegTimes(speed: 3, acceleration: 1).seconds(meters) - seconds) < 1e-12)
  }
}
