import FieldGeometry
import Quantities
import TestSupport
import Testing

@testable import Telemetry

/// Tables and GPX tracks.
@Suite struct TrackTableTests {
  private func track(_ text: String) throws -> Track { try TrackReader.read(Array(text.utf8), file: "test") }

  @Test func aTableInFeetAndMillisecondsIsBroughtToMetresAndSeconds() throws {
    let track = try track(
      """
      time(millisecond),datetime(utc),latitude,longitude,height_above_takeoff(feet),satellites,gimbal_heading(degrees),gimbal_pitch(degrees)
      500,2026-05-01 10:00:00,48.2,16.3,100,17,271.5,-90
      """
    )
    let fix = try #require(track.fixes.first)
    #expect(track.dialect == "csv")
    #expect(fix.time == .milliseconds(500))
    #expect(abs((fix.altitude?.meters ?? 0) - 30.48) < 1e-9)
    #expect(fix.altitudeReference == .takeoff)
    #expect(fix.satellites == 17)
    #expect(fix.yaw == .degrees(271.5))
    #expect(fix.pitch == .degrees(-90))
  }

  @Test func semicolonsQuotesAndDatesAreUnderstood() throws {
    let fixes = try track(
      "\u{FEFF}timestamp;lat;lon;name\r\n2026-05-01T10:00:00+02:00;48.2;16.3;\"a;\"\"b\"\"\"\r\n2026-05-01T08:01:00Z;48.3;16.4;c\r\n"
    ).fixes
    #expect(fixes.map(\.time) == [.zero, .seconds(60)])
    #expect(fixes[1].altitude == nil)
  }

  @Test func decimalCommasAreUnderstoodWhereSemicolonsSeparate() throws {
    let fixes = try track("id;lat;lon;yaw\na;48,25;16,5;-1,5\n;;;\n").fixes
    #expect(fixes.map(\.position.latitude.degrees) == [48.25])
    #expect(fixes.map(\.yaw) == [.degrees(-1.5)])
  }

  @Test func degreesMinutesSecondsHaveALetter() throws {
    let fix = try #require(
      try track("SourceFile,GPSLatitude,GPSLongitude\n./a.JPG,\"8 deg 17' 42.56\"\" S\",\"115 deg 29' 14.67\"\" E\"\n")
        .fixes.first
    )
    // 8 + 17/60 + 42.56/3600 and 115 + 29/60 + 14.67/3600
    #expect(abs(fix.position.latitude.degrees + 8.295155555556) < 1e-9)
    #expect(abs(fix.position.longitude.degrees - 115.487408333333) < 1e-9)
  }

  @Test func rowsWithoutAFixAreCounted() throws {
    let track = try track("lat,lon\n0,0\n48,16\n,\n91,16\n48,x\n")
    #expect(track.fixes.count == 1)
    #expect(track.momentsWithoutFix == 3)
    #expect(track.fixes[0].time == nil)
  }

  @Test func aTableWithoutALongitudeNamesWhatItHas() {
    #expect(throws: TelemetryError.missingColumn(file: "test", what: "longitude", found: ["lat", "speed"])) {
      try track("lat,speed\n1,2\n")
    }
  }

  @Test func posesAreFoundByTheFramesNameWithoutFolderAndExtension() throws {
    let text =
      "id,lat,lon,alt,yaw,pitch,roll\nframes/DJI_0018.JPG,48.1,16.3,40,45,-90,0\nDJI_0019,48.2,16.3,41,44,-89,1\n"
    let poses = try PoseTable(reading: Array(text.utf8), file: "poses.csv")
    #expect(poses.count == 2)
    #expect(poses.fix(ofFrame: "dji_0018.jpg")?.yaw == .degrees(45))
    #expect(poses.fix(ofFrame: "/a/b/DJI_0019.JPG")?.roll == .degrees(1))
    #expect(poses.fix(ofFrame: "DJI_0020.JPG") == nil)
    #expect(throws: TelemetryError.self) { try PoseTable(reading: Array("lat,lon\n1,2\n".utf8), file: "poses.csv") }
  }

  @Test func aGPXTrackHasHeightsAboveTheSeaAndTimesFromItsFirstPoint() throws {
    let track = try track(
      BrokenTrackTests.gpx.replacing(
        "<trkpt lat=\"48.2\" lon=\"16.4\"/>",
        with: """
          <trkpt lat="0" lon="0"/><trkpt lat="48.2" lon="16.4"><ele>201</ele><time>2026-05-27T13:14:24.411Z</time><sat>9</sat></trkpt>
          """
      )
    )
    #expect(track.dialect == "gpx")
    #expect(track.momentsWithoutFix == 1)
    #expect(track.fixes.map { (($0.time ?? .zero).inSeconds * 1000).rounded() } == [0, 1500])
    #expect(track.fixes.map(\.altitude) == [.meters(200.5), .meters(201)])
    #expect(track.fixes.map(\.altitudeReference) == [.seaLevel, .seaLevel])
    #expect(track.fixes[1].satellites == 9)
  }

  @Test func whatIsWrittenAsTableAndGPXIsReadBack() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<50 {
      func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &generator) ? value : nil }
      let fixes = try (0..<5).map { index in
        let altitude = maybe(Length.meters(Double(Int.random(in: -500...5000, using: &generator)) / 10))
        return Fix(
          time: .milliseconds(index * 40),
          position: try GeoCoordinate(
            latitude: .degrees(Double.random(in: -89...89, using: &generator)),
            longitude: .degrees(Double.random(in: -179...179, using: &generator))
          ),
          altitude: altitude,
          altitudeReference: altitude == nil
            ? .unknown : try #require(AltitudeReference.allCases.randomElement(using: &generator)),
          yaw: maybe(.degrees(Double(Int.random(in: -1800...1800, using: &generator)) / 10)),
          pitch: maybe(.degrees(-90)),
          roll: maybe(.degrees(0.5)),
          satellites: maybe(12)
        )
      }
      let track = Track(dialect: "test", fixes: fixes, momentsWithoutFix: 0)
      for text in [track.csv, track.gpx] {
        let back = try TrackReader.read(Array(text.utf8), file: "back").fixes
        try #require(back.count == fixes.count)
        for (fix, original) in zip(back, fixes) {
          #expect(abs((fix.position.latitude - original.position.latitude).degrees) < 1e-9)
          #expect(abs((fix.position.longitude - original.position.longitude).degrees) < 1e-9)
          #expect(abs(((fix.time ?? .zero) - (original.time ?? .zero)).inSeconds) < 1e-6)
          #expect(fix.altitude == original.altitude)
          #expect(fix.altitudeReference == original.altitudeReference)
          #expect(fix.yaw == original.yaw && fix.pitch == original.pitch && fix.roll == original.roll)
          #expect(fix.satellites == original.satellites)
        }
      }
    }
  }
}
