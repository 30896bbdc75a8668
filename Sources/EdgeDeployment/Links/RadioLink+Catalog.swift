import Quantities

extension RadioLink {
  /// The links that are known.
  public static let all: [RadioLink] = [
    wifi(id: "wifi", name: "Wi-Fi 802.11n, 20 MHz, MCS 7, 65 Mb/s", bitsPerSymbol: 260, aggregateBytes: 65_535),
    wifi(id: "wifi-n", name: "Wi-Fi 802.11n, 40 MHz, MCS 7, 135 Mb/s", bitsPerSymbol: 540, aggregateBytes: 65_535),
    wifi(id: "wifi-n-far", name: "Wi-Fi 802.11n, 20 MHz, MCS 0, 6.5 Mb/s", bitsPerSymbol: 26, aggregateBytes: 4_000),
    wifi(id: "wifi-ac", name: "Wi-Fi 802.11ac, 80 MHz, MCS 9, 390 Mb/s", bitsPerSymbol: 1560, aggregateBytes: 262_143),
    lte(id: "lte-cat4", name: "LTE category 4", bitsPerMillisecond: 51_024),
    lte(id: "lte-cat1", name: "LTE category 1", bitsPerMillisecond: 5160),
    bluetooth, narrowband, longRange, halow,
  ]

  /// Finds a link by its id.
  public static func named(_ id: String) -> RadioLink? { all.first { $0.id == id } }

  private static let sheets = "powers and frame sizes from public data sheets as collected in open code"
  /// UDP and IPv6.
  private static let headers = 48

  /// A unicast burst of 802.11: contention, preamble, aggregated frames, block acknowledgement.
  ///
  /// IEEE 802.11-2016: DIFS 34 us, mean backoff 7.5 slots of 9 us, SIFS 16 us, preamble 40 us, symbols of 4 us; a block
  /// acknowledgement of 32 bytes at 24 Mb/s takes 32 us. Frames carry 1500 bytes, 40 bytes of header and check sum and 4 of
  /// delimiter; the aggregate is bound by its length field or by 5.484 ms.
  private static func wifi(id: String, name: String, bitsPerSymbol: Int, aggregateBytes: Int) -> RadioLink {
    let frame = 1500 + 44
    let perBurst = max(1, min(64, aggregateBytes / frame, bitsPerSymbol * 1371 / 8 / frame))
    let room = (1500 - headers) * perBurst
    return RadioLink(
      id: id,
      name: name,
      source: "IEEE 802.11-2016 for times; powers of one antenna of an Intel 5300 from Halperin et al., HotPower 2010, "
        + "not read again",
      power: RadioPower(1.28, 0.94, 0.82)
    ) { bytes in
      func burst(_ bytes: Int) -> Airtime {
        let frames = divided(bytes, 1500 - headers)
        let bits = 8 * (bytes + frames * (headers + 44)) + 22
        return Airtime(
          sending: .microseconds(40 + 4 * divided(bits, bitsPerSymbol)),
          receiving: .microseconds(32),
          waiting: .nanoseconds(34_000 + 67_500 + 16_000)
        )
      }
      let (full, rest) = bytes.quotientAndRemainder(dividingBy: room)
      return burst(room) * full + (rest > 0 ? burst(rest) : Airtime())
    }
  }

  private static func lte(id: String, name: String, bitsPerMillisecond: Int) -> RadioLink {
    RadioLink(id: id, name: name, source: sheets, power: RadioPower(2.318, 0.117_8, 0.010_26)) { bytes in
      // Blocks of a millisecond are filled across packets.
      let packets = divided(bytes, 1500 - headers)
      let bits = 8 * (bytes + packets * headers)
      return Airtime(sending: .milliseconds(divided(bits, bitsPerMillisecond)))
    }
  }

  /// 2 Mb/s; frames of 251 bytes of data, each with 20 bytes around them, two inter-frame spaces and an acknowledgement.
  ///
  /// IPv6 is compressed to 7 bytes. The 20 bytes are 8 of the physical layer, 6 of the link layer, and the 6 by which the
  /// payload of 257 bytes is larger than its data.
  private static let bluetooth = RadioLink(
    id: "ble",
    name: "Bluetooth Low Energy, 2 Mb/s",
    source: sheets,
    power: RadioPower(24.11e-3, 19.26e-3, 4.67e-3)
  ) { bytes in
    packets(bytes, limit: 1280, headers: 15) { packet in
      let frames = divided(packet, 251)
      return Airtime(sending: .microseconds(4 * (packet + 20 * frames)), receiving: .microseconds(340 * frames))
    }
  }

  /// Blocks of 680 bits in four slots of 1 ms, each with 11 ms of waiting and 1 ms of acknowledgement.
  ///
  /// After 256 ms of sending there is a gap of 40 ms, in which the transmitter stays on; so the test value of 32.4 J for
  /// 10^6 bytes is met, which is 13 % lower otherwise.
  private static let narrowband = RadioLink(
    id: "nb-iot",
    name: "NB-IoT",
    source: sheets,
    power: RadioPower(0.543, 0.090, 2.4e-3)
  ) { bytes in
    let (full, rest) = bytes.quotientAndRemainder(dividingBy: 1500 - headers)
    let blocks = full * divided(8 * 1500, 680) + (rest > 0 ? divided(8 * (rest + headers), 680) : 0)
    return Airtime(
      sending: .milliseconds(4 * blocks + 4 * blocks / 256 * 40),
      receiving: .milliseconds(blocks),
      waiting: .milliseconds(11 * blocks)
    )
  }

  /// Spreading factor 12, 500 kHz, coding rate 4/5; a second of waiting for the answer after each frame.
  ///
  /// Frames have 222 bytes; a message is cut into pieces of 1280 bytes with UDP's 8 and the link's 13 bytes each.
  private static let longRange = RadioLink(
    id: "lora",
    name: "LoRa, SF 12, 500 kHz",
    source: "\(sheets); symbols from Semtech's SX1276 data sheet",
    power: RadioPower(0.4196, 0.044_06, 3e-6)
  ) { bytes in
    packets(bytes, limit: 1280 + 21, headers: 21) { packet in
      func frame(_ bytes: Int) -> Airtime {
        let symbols = 8 + max(0, divided(8 * bytes - 48 + 28 + 16, 48) * 5)
        // A symbol is 2^12 / 500 kHz; the preamble has 12.25.
        return Airtime(sending: .microseconds(8192).times(Double(symbols) + 12.25), waiting: .seconds(1))
      }
      let (full, rest) = packet.quotientAndRemainder(dividingBy: 222)
      return frame(222) * full + (rest > 0 ? frame(rest) : Airtime())
    }
  }

  /// Symbols of 40 us with 78 bits, preamble 480 us, request and clearance to send, block acknowledgement.
  ///
  /// A message is one datagram that the link cuts into frames of 1334 bytes with 40 bytes of header, check sum and
  /// delimiter; aggregates of several frames, up to 511 symbols, would take 17 % less energy than the test value of 10^6
  /// bytes.
  private static let halow = RadioLink(
    id: "802.11ah",
    name: "Wi-Fi HaLow, 802.11ah, 1 MHz",
    source: "\(sheets); idle as receiving, no figure is known",
    power: RadioPower(7.2e-3, 4.4e-3, 4.4e-3)
  ) { bytes in
    func frame(_ bytes: Int) -> Airtime {
      func burst(_ bytes: Int) -> Duration { .microseconds(480 + 40 * divided(8 * bytes, 78)) }
      // Request to send 20 bytes, clearance 14, block acknowledgement 32, three spaces of 160 us.
      return Airtime(
        sending: burst(20) + burst(bytes + 40),
        receiving: burst(14) + burst(32) + .microseconds(480)
      )
    }
    let (full, rest) = (bytes + headers).quotientAndRemainder(dividingBy: 1334)
    return frame(1334) * full + (rest > 0 ? frame(rest) : Airtime())
  }
}
