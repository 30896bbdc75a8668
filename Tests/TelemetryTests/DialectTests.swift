import FieldGeometry
import Quantities
import Testing

@testable import Telemetry

/// A subtitle of each dialect of DJI's, written as the drones write them.
@Suite struct DialectTests {
  private func track(_ text: String) throws -> Track { try TrackReader.read(Array(text.utf8), file: "test.SRT") }

  private func fix(_ text: String) throws -> Fix {
    let track = try track("1\n00:00:01,000 --> 00:00:02,000\n\(text)\n")
    #expect(track.fixes.count == 1)
    return try #require(track.fixes.first)
  }

  private func expectPlace(_ fix: Fix, _ latitude: Double, _ longitude: Double) {
    #expect(abs(fix.position.latitude.degrees - latitude) < 1e-9)
    #expect(abs(fix.position.longitude.degrees - longitude) < 1e-9)
  }

  @Test func theMavicProCountsSatellitesWhereOthersHaveAHeight() throws {
    let fix = try fix(
      "HOME(149.0251,-20.2532) 2017.08.05 14:11:51\nGPS(149.0251,-20.2533,16) BAROMETER:1.9\nISO:100 Shutter:60"
    )
    expectPlace(fix, -20.2533, 149.0251)
    #expect(fix.satellites == 16)
    #expect(fix.altitude == .meters(1.9))
    #expect(fix.altitudeReference == .takeoff)
    #expect(fix.time == .seconds(1))
    #expect(fix.yaw == nil)
  }

  @Test func theEarlyMavicProHasABarometerAndASonar() throws {
    let track = try track(
      "1\n00:00:01,000 --> 00:00:02,000\nHOME(149.0251,-20.2532) 2017.8.5 14:11:51\nGPS(149.0251,-20.2533,16) Hb:1.9 Hs:1.7\n"
    )
    #expect(track.dialect == "dji-mavic-pro-early")
    #expect(track.fixes.first?.altitude == .meters(1.9))
  }

  @Test func thePhantom4ProHasItsHeightBehindAnH() throws {
    let fix = try fix(
      "F/2.8, SS 206, ISO 150, EV 0, GPS (8.2090, 47.4692, 18), D 49.21m, H 45.60m, H.S 1.00m/s, V.S 0.20m/s"
    )
    expectPlace(fix, 47.4692, 8.2090)
    #expect(fix.altitude == .meters(45.6))
    #expect(fix.satellites == 18)
  }

  @Test func thePhantom4RTKHasTheGimbalsPitchRollYaw() throws {
    let fix = try fix(
      """
      F/5.6, SS 400, ISO 100, EV +0.7, GPS (-59.409424, -34.650200, 16), HOME (-59.407880, -34.650736, 7.60m), D 153.32m, \
      H 17.39m, H.S 1.84m/s, V.S 0.00m/s, F.PRY (-8.9°, 2.9°, -75.0°), G.PRY (-27.3°, 0.5°, -76.0°)
      """
    )
    expectPlace(fix, -34.6502, -59.409424)
    #expect(fix.altitude == .meters(17.39))
    #expect(fix.pitch == .degrees(-27.3))
    #expect(fix.roll == .degrees(0.5))
    #expect(fix.yaw == .degrees(-76))
  }

  @Test func withoutTimeCodesTheClockTellsTheTime() throws {
    let track = try track(
      """
      1
      2017.08.05 14:11:59,393,525,393,525
      [latitude : -20.2533] [longtitude : 149.0251] [iso : 100]

      2
      2017.08.05 14:12:01,893,525
      [latitude : -20.2534] [longtitude : 149.0252] [iso : 100]
      """ + "\n"
    )
    #expect(track.dialect == "dji-mavic-2-no-timecode")
    #expect(track.fixes.map { ($0.time ?? .zero).inSeconds.rounded(toDecimals: 6) } == [0, 2.5])
    #expect(track.fixes[1].altitude == nil)
    #expect(track.fixes[1].altitudeReference == .unknown)
  }

  @Test func keysInBracketsShareOnePair() throws {
    let fix = try fix(
      """
      <font size="28">FrameCnt: 1, DiffTime: 16ms
      2026-05-17 08:28:30.219
      [iso: 180] [shutter: 1/640.0] [focal_len: 24.00] [latitude: 34.270373] [longitude: -84.176160] [rel_alt: 12.500 \
      abs_alt: 302.208] [ct: 5419] </font>
      """
    )
    expectPlace(fix, 34.270373, -84.17616)
    #expect(fix.altitude == .meters(12.5))
    #expect(fix.altitudeReference == .takeoff)
    #expect(fix.satellites == nil)
  }

  @Test func anAltitudeAloneHasNoReference() throws {
    let fix = try fix(
      "<font size=\"36\">SrtCnt : 1, DiffTime : 16ms\n[latitude : 31.452012] [longtitude : 74.398751] [altitude: 213.983002] </font>"
    )
    #expect(fix.altitude == .meters(213.983002))
    #expect(fix.altitudeReference == .unknown)
  }

  @Test func theGimbalsAnglesAreRead() throws {
    let fix = try fix(
      "[latitude: 48.1] [longitude: 16.3] [rel_alt: 30.0 abs_alt: 200.0] [gb_yaw: -12.5 gb_pitch: -89.9 gb_roll: 0.1] </font>"
    )
    #expect(fix.yaw == .degrees(-12.5))
    #expect(fix.pitch == .degrees(-89.9))
    #expect(fix.roll == .degrees(0.1))
  }

  @Test func theMatrice300PutsLatitudeFirstAndEndsMinutesWith60Seconds() throws {
    let track = try track(
      "1\r\n00:00:59,000 --> 00:00:60,000\r\nGPS(43.2234,-79.7634,0.0M) BAROMETER:0.3M\r\n\r\n"
        + "2\r\n00:00:60,000 --> 00:01:01,000\r\nGPS(43.2235,-79.7635,0.0M) BAROMETER:0.4M\r\n"
    )
    #expect(track.dialect == "dji-matrice-300")
    #expect(track.fixes.map(\.time) == [.seconds(59), .seconds(60)])
    expectPlace(track.fixes[0], 43.2234, -79.7634)
    #expect(track.fixes[1].altitude == .meters(0.4))
    #expect(track.fixes[1].satellites == nil)
  }

  @Test func theAvata2PutsAHeightBehindLatitudeAndLongitude() throws {
    let fix = try fix("GPS(39.906217,116.391305,69.800) BAROMETER(91.2) HOME(39.906206,116.391400)")
    expectPlace(fix, 39.906217, 116.391305)
    #expect(fix.altitude == .meters(69.8))
    #expect(fix.altitudeReference == .unknown)
    #expect(fix.satellites == nil)
  }

  @Test(arguments: [
    "[iso : 100] [shutter : 1/240.0] [fnum : 280] [ev : 0] [ct : 5627] </font>",
    "[latitude: 0.000000] [longitude: 0.000000] [rel_alt: 0.400 abs_alt: 269.099]",
    "F/2.8, SS 60, ISO 100, EV 0, GPS (0.0000, 0.0000, 0), D n/a, H 0.00m",
    "F/2.8, SS 60, ISO 100, EV 0, GPS (n/a, n/a, 0), D n/a, H 0.00m",
    "GPS(249.0251,-20.2533,16) BAROMETER:1.9",
  ])
  func aMomentWithoutAPositionIsNoFix(text: String) throws {
    let track = try track("1\n00:00:01,000 --> 00:00:02,000\n\(text)\n")
    #expect(track.fixes.isEmpty)
    #expect(track.momentsWithoutFix == 1)
  }

  @Test func aByteOrderMarkAndAMissingLastLineBreakDoNotMatter() throws {
    let text = "1\n00:00:00,000 --> 00:00:01,000\n[latitude: 48.1] [longitude: 16.3]"
    #expect(try TrackReader.read([0xEF, 0xBB, 0xBF] + Array(text.utf8), file: "a").fixes.count == 1)
  }

  @Test func subtitlesWithoutABlankLineBetweenThemAreApart() throws {
    let one = "00:00:00,000 --> 00:00:01,000\n[latitude: 48.1] [longitude: 16.3]\n"
    let two = "00:00:01,000 --> 00:00:02,000\n[latitude: 48.2] [longitude: 16.4]\n"
    #expect(try track("1\n\(one)2\n\(two)").fixes.count == 2)
    #expect(try track("1\n\(one)\(two)").fixes.count == 2)
  }

  @Test func subtitlesOfAFilmAreRefused() throws {
    #expect(throws: TelemetryError.noMoment(file: "test.SRT", reason: "its subtitles are no telemetry of DJI's")) {
      try track("1\n00:00:00,000 --> 00:00:01,000\nHello there.\n")
    }
  }
}

extension Double {
  /// The number with so many decimals.
  fileprivate func rounded(toDecimals decimals: Int) -> Double {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    return (self * scale).rounded() / scale
  }
}
