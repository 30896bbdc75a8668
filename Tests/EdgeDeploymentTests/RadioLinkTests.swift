import EdgeDeployment
import Quantities
import Testing

/// Links against the test values of the method's open code.
@Suite struct RadioLinkTests {
  private func link(_ id: String) throws -> RadioLink { try #require(RadioLink.named(id)) }

  private func isNear(_ value: Double, _ expected: Double) -> Bool { abs(value / expected - 1) <= 0.02 }

  @Test func aThousandBytesTakeThePublishedTimes() throws {
    let bluetooth = try link("ble").airtime(bytes: 1000)
    #expect(isNear(bluetooth.receiving.inSeconds, 0.0017))
    #expect(isNear(bluetooth.sending.inSeconds, 0.00446))
    let narrowband = try link("nb-iot").airtime(bytes: 1000)
    #expect(isNear(narrowband.receiving.inSeconds, 0.013))
    #expect(isNear(narrowband.sending.inSeconds, 0.052))
    #expect(isNear(narrowband.waiting.inSeconds, 0.143))
    let longRange = try link("lora").airtime(bytes: 1000)
    #expect(isNear(longRange.sending.inSeconds, 7.84))
    #expect(isNear(longRange.waiting.inSeconds, 5))
    #expect(isNear(try link("lte-cat4").airtime(bytes: 1000).sending.inSeconds, 0.001))
    let halow = try link("802.11ah").airtime(bytes: 1000)
    #expect(isNear(halow.receiving.inSeconds, 0.0017))
    #expect(isNear(halow.sending.inSeconds, 0.00556))
  }

  @Test(arguments: [("ble", 0.138), ("nb-iot", 32.4), ("lora", 3230), ("lte-cat4", 0.371), ("802.11ah", 0.042)])
  func aMillionBytesTakeThePublishedEnergy(_ id: String, _ joules: Double) throws {
    let energy = try link(id).energy(bytes: 1_000_000).joules
    #expect(isNear(energy, joules), "\(id): \(energy) J for \(joules) J")
  }

  @Test func wifiComesCloseToItsRateForLongMessagesOnly() throws {
    // 65 Mb/s: a million bytes need 123 ms of symbols; bursts and headers take a tenth more.
    let long = try link("wifi").airtime(bytes: 1_000_000).delay.inSeconds
    #expect(long > 0.123 && long < 0.14)
    // One byte: preamble 40 us, 93 bytes and 22 bits in 3 symbols of 260 bits, acknowledgement and contention 149.5 us.
    #expect(abs(try link("wifi").airtime(bytes: 1).delay.inSeconds - 201.5e-6) < 1e-9)
  }

  @Test(arguments: RadioLink.all.map(\.id))
  func moreBytesNeverTakeLess(_ id: String) throws {
    let link = try link(id)
    #expect(link.airtime(bytes: 0).delay == .zero)
    var last = (delay: Duration.zero, energy: Energy.zero)
    for bytes in stride(from: 1, to: 100_000, by: 997) {
      let airtime = link.airtime(bytes: bytes)
      #expect(airtime.delay > .zero)
      // LoRa's last short frame and full bursts are rounded to symbols, so equal counts may tie but not fall.
      #expect(airtime.delay >= last.delay && airtime.energy(link.power) >= last.energy, "\(id) at \(bytes)")
      last = (airtime.delay, airtime.energy(link.power))
    }
  }
}
