import EdgeDeployment
import Quantities
import Testing

/// Power from what counters and sensors show.
@Suite struct PowerReadingTests {
  private func count(_ joules: Double) -> PowerReading { .energy(.joules(joules), wrapsAt: .joules(100)) }

  @Test func energyOverTimeIsPower() {
    #expect(count(12).meanPower(since: count(10), over: .seconds(0.5)) == .watts(4))
  }

  @Test func aCounterThatStartsAgainIsFollowedRound() {
    // From 99 J to the end of the counter, and 3 J more.
    #expect(count(3).meanPower(since: count(99), over: .seconds(2)) == .watts(2))
  }

  @Test func sensorsAreAveraged() {
    #expect(PowerReading.power(.watts(7)).meanPower(since: .power(.watts(5)), over: .seconds(1)) == .watts(6))
    #expect(PowerReading.power(.watts(7)).meanPower(since: count(1), over: .seconds(1)) == nil)
    #expect(count(12).meanPower(since: count(10), over: .zero) == nil)
  }
}
