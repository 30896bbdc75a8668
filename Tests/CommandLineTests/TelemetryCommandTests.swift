import Foundation
import TestSupport
import Testing

/// `ragweed telemetry`, run as a user would.
@Suite struct TelemetryCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func recording() throws -> String {
    try folder.write(
      "1\n00:00:01,000 --> 00:00:02,000\nGPS(149.0251,-20.2533,16) BAROMETER:1.9\n\n"
        + "2\n00:00:02,000 --> 00:00:03,000\nGPS(149.0252,-20.2533,17) BAROMETER:2.4\n",
      as: "Übung 1.SRT"
    )
  }

  @Test func jsonHasTheContractsKeysAndNullForWhatIsNotKnown() throws {
    let outcome = try Program("telemetry", recording(), "--format", "json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let document = try object(outcome.output)
    #expect(document["dialect"] as? String == "dji-mavic-pro")
    let fixes = try #require(document["fixes"] as? [[String: Any]])
    #expect(fixes.count == 2)
    #expect(
      Set(fixes[0].keys) == [
        "time_s", "latitude_deg", "longitude_deg", "altitude_m", "altitude_reference", "yaw_deg", "pitch_deg",
        "roll_deg", "satellites",
      ]
    )
    #expect(fixes[0]["latitude_deg"] as? Double == -20.2533)
    #expect(fixes[0]["altitude_reference"] as? String == "takeoff")
    #expect(fixes[0]["yaw_deg"] is NSNull)
    #expect(fixes[1]["satellites"] as? Int == 17)
  }

  @Test func everyFormatHoldsBothFixes() throws {
    let path = try recording()
    #expect(try Program("telemetry", path).output.contains("dji-mavic-pro: 2 fixes"))
    let features = try #require(
      try object(Program("telemetry", path, "--format", "geojson").output)["features"] as? [[String: Any]]
    )
    #expect(
      features.compactMap { ($0["geometry"] as? [String: Any])?["type"] as? String } == [
        "LineString", "Point", "Point",
      ]
    )
    for format in ["gpx", "csv"] {
      let text = try Program("telemetry", path, "--format", format).output
      let again = try Program("telemetry", folder.write(text, as: "track.\(format)"), "--format", "json")
      #expect((try object(again.output)["fixes"] as? [Any])?.count == 2)
    }
  }

  @Test func aFramesPoseIsATrackOfOneFix() throws {
    let document = try object(Program("telemetry", Sample.frames + "/DJI_0001.JPG", "--format", "json").output)
    #expect(document["dialect"] as? String == "exif+xmp")
    let fix = try #require((document["fixes"] as? [[String: Any]])?.first)
    #expect(fix["altitude_reference"] as? String == "takeoff")
    #expect(fix["pitch_deg"] as? Double == -90)
  }

  @Test func aRecordingWithoutAFixIsEmptyAndSaysSo() throws {
    let path = try folder.write("1\n00:00:00,000 --> 00:00:01,000\n[iso : 100] [ct : 5627]\n", as: "a.SRT")
    let outcome = try Program("telemetry", path, "--format", "json")
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("has no position"))
    #expect((try object(outcome.output)["fixes"] as? [Any])?.isEmpty == true)
  }

  @Test(arguments: [("", "it is empty"), ("1\n", "it has no subtitle"), ("hello", "neither DJI's subtitles")])
  func whatIsNoTelemetryIsRefusedInASentence(text: String, reason: String) throws {
    let outcome = try Program("telemetry", folder.write(text, as: "a.SRT"))
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains(reason))
  }
}
