import Foundation
import FieldGeometry
import Quantities
import TestSupport
import Testing

@testable import Telemetry

/// Files that drones wrote.
@Suite(.enabled(if: SharedFiles.exists("samples/srt"), "needs the shared samples"))
struct SubtitleTrackTests {
  private func track(_ name: String) throws -> Track {
    try TrackReader.read(Array(SharedFiles.data("samples/srt/\(name)")), file: name)
  }

  @Test(arguments: [
    ("mavic_pro.SRT", "dji-mavic-pro", 468), ("old_format.SRT", "dji-mavic-pro-early", 468),
    ("mavic_2_style.SRT", "dji-mavic-2-no-timecode", 468), ("mavic_pro_buggy.SRT", "dji-mavic-pro", 530),
    ("mavic_mini.SRT", "dji-phantom-4-pro", 117), ("p4p_sample.SRT", "dji-phantom-4-pro", 5),
    ("m2zoom.SRT", "dji-mavic-2", 60), ("mavic_2pro_new.SRT", "dji-mavic-2", 60),
    ("mix_p4rtk_mavic2pro.srt", "dji-phantom-4-rtk+dji-mavic-2", 12), ("mavic_air.SRT", "dji-mavic-air", 0),
    ("samples_Mini5PRO_clip.SRT", "dji-relative-altitude", 5), ("samples_air3S_clip.SRT", "dji-relative-altitude", 5),
    ("samples_avata2_clip.SRT", "dji-avata-2", 2), ("samples_neo2_clip_nogps.SRT", "dji-relative-altitude", 3),
    ("broken_incomplete.SRT", "dji-mavic-pro", 19), ("broken_incomplete2.SRT", "dji-mavic-2", 5),
  ])
  func everyDialectIsRecognised(name: String, dialect: String, fixes: Int) throws {
    let track = try track(name)
    #expect(track.dialect == dialect)
    #expect(track.fixes.count == fixes)
  }

  @Test func theMavicProsFlightHasItsKnownFigures() throws {
    let fixes = try track("mavic_pro.SRT").fixes
    #expect(abs((fixes.compactMap { $0.altitude?.meters }.max() ?? 0) - 118.65) < 0.06)
    #expect(fixes.last?.time == .seconds(468))
    #expect(fixes.allSatisfy { ($0.position.latitude.degrees + 20.25).magnitude < 0.01 })
    #expect(fixes.allSatisfy { $0.altitudeReference == .takeoff && $0.satellites != nil })
  }

  @Test func theSameFlightInThreeDialectsIsTheSameTrack() throws {
    let tracks = try ["mavic_pro.SRT", "old_format.SRT", "mavic_2_style.SRT"].map { try track($0).fixes }
    for other in tracks.dropFirst() { #expect(other.map(\.position) == tracks[0].map(\.position)) }
    // One height was typed otherwise in one of the files: 63.0 for 66.0 m.
    #expect(zip(tracks[0], tracks[1]).count { $0.altitude != $1.altitude } == 1)
    // Without time codes the first moment is the beginning.
    #expect(tracks[2].last?.time.map { ($0.inSeconds * 1000).rounded() } == 468_000)
  }

  @Test func aCutLastSubtitleTakesTheLongitudeOfTheOneBefore() throws {
    let fix = try #require(try track("broken_incomplete2.SRT").fixes.last)
    #expect(abs(fix.position.longitude.degrees + 57.823383) < 1e-9)
    #expect(abs(fix.position.latitude.degrees + 34.869941) < 1e-9)
    #expect(fix.altitude == nil)
  }

  @Test func onlyMomentsWithAFixAreKept() throws {
    let track = try track("samples_neo2_clip_nogps.SRT")
    #expect(track.momentsWithoutFix == 3)
    #expect(track.fixes.allSatisfy { $0.altitude == .meters(0.4) })
  }

  @Test func aFileWithANumberOnlyIsRefused() throws {
    #expect(throws: TelemetryError.noMoment(file: "broken_empty2.SRT", reason: "it has no subtitle")) {
      try track("broken_empty2.SRT")
    }
  }
}
