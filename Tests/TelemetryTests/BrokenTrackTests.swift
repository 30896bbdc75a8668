import FieldGeometry
import Quantities
import TestSupport
import Testing

@testable import Telemetry

/// Recordings that were cut or damaged give what is whole in them, or a sentence; never a number that was not written.
@Suite struct BrokenTrackTests {
  static let cues: [String] = [
    "HOME(149.0251,-20.2532) 2017.08.05 14:11:51\nGPS(149.0251,-20.2533,16) BAROMETER:118.7\nISO:100 Shutter:60 EV: Fnum:2.2",
    "HOME(149.0251,-20.2532) 2017.8.5 14:11:51\nGPS(149.0251,-20.2533,16) Hb:118.7 Hs:1.7\nISO:100 TV:60 EV: 0 IR:F2.8",
    "F/5.6, SS 400, GPS (149.0251, -20.2533, 16), D 153.32m, H 118.7m, H.S 1.84m/s, G.PRY (-27.3°, 0.0°, -76.0°)",
    "2019-09-27 10:28:08,438,904\n[iso : 110] [latitude : -20.2533] [longtitude : 149.0251] [rel_alt: 118.7 abs_alt: 2.0] </font>",
    "GPS(-20.2533,149.0251,0.0M) BAROMETER:118.7M",
    "GPS(-20.2533,149.0251,118.7) BAROMETER(91.2) HOME(-20.2532,149.0251)",
  ]

  static func recording(_ cue: String) -> [UInt8] {
    let text = (1...3).map { "\($0)\n00:00:0\($0),000 --> 00:00:0\($0 + 1),000\n\(cue)\n" }.joined(separator: "\n")
    return Array(text.utf8)
  }

  @Test(arguments: cues)
  func aFileCutAtAnyByteHasTheFirstOfItsFixes(cue: String) throws {
    let whole = try TrackReader.read(Self.recording(cue), file: "whole").fixes
    try #require(whole.count == 3)
    for length in Self.recording(cue).indices {
      guard let cut = try? TrackReader.read(Array(Self.recording(cue).prefix(length)), file: "cut").fixes else {
        continue
      }
      #expect(cut.count <= 3)
      for (fix, original) in zip(cut, whole) {
        #expect(fix.position == original.position)
        #expect(fix.time == original.time)
        #expect(fix.altitude == nil || fix.altitude == original.altitude || fix.altitudeReference == .unknown)
        #expect(fix.yaw == nil || fix.yaw == original.yaw)
      }
    }
  }

  static let table = "time_s,lat,lon,alt,yaw\n0,48.1,16.3,30,12\n1,\"48.2\",16.4,31,13\n2,48.3,16.5,,\n"
  static let gpx = """
    <?xml version="1.0"?><gpx version="1.1"><trk><trkseg><trkpt lat="48.1" lon="16.3"><ele>200.5</ele>\
    <time>2026-05-27T13:14:22.911Z</time></trkpt><trkpt lat="48.2" lon="16.4"/></trkseg></trk></gpx>
    """

  @Test func damagedRecordingsNeverEndTheProgram() throws {
    let originals = Self.cues.map(Self.recording) + [Array(Self.table.utf8), Array(Self.gpx.utf8)]
    var generator = SeededGenerator(seed: 20_260_401)
    var readable = 0
    for _ in 0..<1500 {
      var bytes = try #require(originals.randomElement(using: &generator))
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let place = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
        default: if bytes.count > 1 { bytes.remove(at: place) }
        }
      }
      do {
        for fix in try TrackReader.read(bytes, file: "damaged").fixes {
          #expect(fix.position.latitude.degrees.magnitude <= 90.001)
          #expect(fix.altitude?.meters.isFinite ?? true)
        }
        readable += 1
      } catch let error as TelemetryError {
        #expect(error.description.contains("'damaged'"))
      }
    }
    // Most damage is to a digit or a space.
    #expect(readable > 500)
  }

  @Test func aGPXCutAnywhereIsRefused() {
    let bytes = Array(Self.gpx.utf8)
    for length in bytes.indices {
      #expect(throws: TelemetryError.self) { try TrackReader.read(Array(bytes.prefix(length)), file: "cut.gpx") }
    }
  }

  @Test func deepMarkupIsRefused() {
    let text = "<gpx>" + String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000) + "</gpx>"
    #expect(
      throws: TelemetryError.brokenMarkup(
        file: "deep",
        reason: "its elements lie deeper in one another than 64 (line 1)"
      )
    ) {
      try TrackReader.read(Array(text.utf8), file: "deep")
    }
  }

  @Test func textsAndPicturesAreNoTelemetry() {
    for text in ["Hello", "a,b\n1,2\n", "{\"type\": \"FeatureCollection\"}", " ", "\u{0}\u{1}"] {
      #expect(throws: TelemetryError.self) { try TrackReader.read(Array(text.utf8), file: "text") }
    }
  }
}
