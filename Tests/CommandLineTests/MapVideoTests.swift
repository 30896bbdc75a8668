import Foundation
import GeoRaster
import Imagery
import TestSupport
import Testing

/// `ragweed map` on the synthetic video, as a user would.
@Suite struct MapVideoTests {
  private let folder: TemporaryFolder
  private static let sample = SharedFiles.projectFolder.appendingPathComponent("Samples/synthetic-field/video")

  init() throws { folder = try TemporaryFolder() }

  /// A copy of the video with its subtitles beside it, either of which may be changed.
  private func video(
    _ name: String = "DJI_0004",
    subtitles: ((String) -> String)? = { $0 },
    change: (Data) -> Data = { $0 }
  ) throws -> String {
    let video = try Data(contentsOf: Self.sample.appendingPathComponent("DJI_0004.MP4"))
    if let subtitles {
      let text = try String(contentsOf: Self.sample.appendingPathComponent("DJI_0004.SRT"), encoding: .utf8)
      _ = try folder.write(subtitles(text), as: "\(name).srt")
    }
    return try folder.write(change(video), as: "\(name).MP4")
  }

  private func map(_ arguments: String...) throws -> (outcome: Program, summary: [String: Any]) {
    let outcome = try Program(arguments: ["map"] + arguments + ["--output", folder.path("out"), "--overwrite"])
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/summary.json")))
    return (outcome, try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any]))
  }

  private func names(_ summary: [String: Any]) throws -> [String] {
    try #require(summary["inputs"] as? [[String: Any]]).compactMap { $0["source"] as? String }
  }

  private func video(_ summary: [String: Any]) throws -> [String: Any] {
    try #require((summary["videos"] as? [[String: Any]])?.first)
  }

  @Test func theMapShowsThePatchesWhereTheyWerePlanted() throws {
    let (outcome, summary) = try map(try video(), "--every", "0.4m", "--mosaic", "--model", "weeds")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let report = try video(summary)
    #expect(report["pictures"] as? Int == 28)
    // The receiver has no position for the first three pictures, which show the beginning of the way.
    #expect(report["pictures_without_fix"] as? Int == 3)
    let gaps = try #require(report["without_fix"] as? [[String: Double]])
    #expect(gaps.count == 1 && gaps[0]["from_s"] == 0 && gaps[0]["to_s"] == 0.2 && gaps[0]["pictures"] == 3)
    // 3 m of way from the fourth picture on.
    let taken = try names(summary)
    #expect((7...9).contains(taken.count))
    #expect(report["frames_taken"] as? Int == taken.count)
    // Every fourth picture was moved while it was exposed, from the second on.
    for name in taken {
      let milliseconds = try #require(Int(name.dropFirst("DJI_0004-".count).dropLast(2)))
      #expect(milliseconds >= 300 && milliseconds / 100 % 4 != 1, "\(name)")
    }
    #expect(outcome.messages.contains("3 of 28 pictures of 'DJI_0004.MP4' are not used"))

    let (offset, iou) = try agreement()
    #expect(offset < 0.05, "\(offset) m")
    #expect(iou > 0.4, "IoU \(iou)")
  }

  /// How far the middle of the weeds in each of the two planted patches lies from the truth, and the IoU of the weeds over
  /// all ground that both show.
  private func agreement() throws -> (offset: Double, iou: Double) {
    let truth = try PlantedField(mask: Sample.orthophotoTruth, image: Sample.orthophoto)
    let map = try PlantedField(mask: folder.path("out/mosaic.mask.tif"), image: folder.path("out/mosaic.tif"))
    var worst = 0.0
    for patch in PlantedField.patches {
      let (here, there) = (try #require(map.middle(around: patch)), try #require(truth.middle(around: patch)))
      worst = max(worst, hypot(here.east - there.east, here.north - there.north))
    }
    print("planted patches: worst offset \(worst) m, IoU \(truth.iou(with: map))")
    return (worst, truth.iou(with: map))
  }

  @Test func picturesAreTakenByTimeToo() throws {
    let (outcome, summary) = try map(try video(), "--every", "1s")
    #expect(outcome.status == 0, "\(outcome.messages)")
    // 0 s has no fix but for 0.25 s, which no picture shows; 1 and 2 s have; the end is 2.7 s.
    #expect(try names(summary).count == 2)
    let input = try #require((summary["inputs"] as? [[String: Any]])?.first)
    // 2.1333 m over 426.67 px.
    #expect(abs((input["gsd_cm_per_px"] as? Double ?? 0) - 0.5) < 1e-3)
    #expect(input["lens"] as? String == "pinhole")
  }

  @Test func presentationTimesCountAndNotPictureNumbers() throws {
    // The pictures are 0.05 and 0.15 s apart by turns, as a variable frame rate may be.
    let path = try video(change: { VideoBytes.withDurations($0, halves: { $0.isMultiple(of: 2) ? 1 : 3 }) })
    let (outcome, summary) = try map(path, "--every", "0.1s", "--masks-only")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let times = try names(summary).compactMap { Int($0.dropFirst("DJI_0004-".count).dropLast(2)) }
    #expect(times.prefix(6) == [0, 200, 400, 600, 800, 1000], "\(times)")
  }

  @Test func theTimeOffsetShiftsTheTrack() throws {
    let path = try video(subtitles: nil)
    var table = "time_s,latitude,longitude,height_above_takeoff_m,gimbal_yaw"
    for tenth in 0...60 {
      let (time, longitude) = (100 + Double(tenth) / 10, 16.85 + Double(tenth) * 1e-6)
      table += "\n\(time),47.95,\(longitude),2.13,90"
    }
    let track = try folder.write(table, as: "track.csv")
    let none = try map(path, "--track", track)
    #expect(none.outcome.status == 65)
    #expect(none.outcome.messages.contains("its positions are from 100 to 106 s"), "\(none.outcome.messages)")
    let camera = try folder.write(#"{"width_px": 1280, "height_px": 960, "fx_px": 853.33, "k1": -0.05}"#, as: "c.json")
    let shifted = try map(path, "--track", track, "--time-offset", "101s", "--camera", camera)
    #expect(shifted.outcome.status == 0, "\(shifted.outcome.messages)")
    #expect(try video(shifted.summary)["pictures_without_fix"] as? Int == 0)
    let input = try #require((shifted.summary["inputs"] as? [[String: Any]])?.first)
    #expect(input["lens"] as? String == "camera file")
    #expect(abs((input["gsd_cm_per_px"] as? Double ?? 0) - 213 / 426.665) < 1e-3)
  }

  @Test func aCameraFileThatIsNoneIsRefused() throws {
    let path = try video()
    let half = try folder.write(#"{"width_px": 640}"#, as: "half.json")
    let outcome = try Program("map", path, "--camera", half, "--output", folder.path("out"))
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("the key 'height_px' is missing"), "\(outcome.messages)")
    let other = try folder.write(#"{"width_px": 640, "height_px": 360, "fx_px": 427}"#, as: "other.json")
    let told = try map(path, "--camera", other).outcome
    #expect(told.status == 65)
    #expect(told.messages.contains("the camera file is for 640 x 360 px, and the frame has 640 x 480 px"))
  }

  @Test func aTrackWithoutHeightsOrFocalLengthIsToldOnce() throws {
    let flat = try map(
      try video(subtitles: { $0.replacing("rel_alt: 2.1333 abs_alt: 133.1333", with: "ct: 5500") }),
      "--every",
      "0.5s"
    )
    #expect(flat.outcome.status == 65)
    let told = flat.outcome.messages.split(separator: "\n").filter { $0.contains("a height above the take-off") }
    #expect(told.count == 1, "\(flat.outcome.messages)")
    let scaleless = try map(try video("b", subtitles: { $0.replacing("[focal_len: 24.00] ", with: "") }))
    #expect(scaleless.outcome.messages.contains("a focal length. Give the camera in a file with --camera"))
  }

  @Test func brokenVideosAreRefusedInASentence() throws {
    let cases: [(String, (Data) -> Data, String)] = [
      ("empty", { _ in Data() }, "the file is empty"),
      ("text", { _ in Data("hello\n".utf8) }, "it is no video that FFmpeg can read, or it is cut off"),
      ("noise", { Data($0.suffix(90_000).prefix(80_000)) }, "no video"),
      // The index stands at the end, so a video without it has no pictures.
      ("cut", { $0.prefix(600_000) }, "it is no video that FFmpeg can read, or it is cut off"),
    ]
    for (name, change, reason) in cases {
      let (outcome, _) = try map(try video(name, change: change))
      #expect(outcome.status == 65)
      let lines = outcome.messages.split(separator: "\n").filter { $0.contains("\(name).MP4") }
      #expect(lines.count == 1 && lines[0].hasPrefix("Error: Cannot read"), "\(outcome.messages)")
      #expect(lines.first?.contains(reason) == true, "\(outcome.messages)")
    }
  }

  @Test func aVideoThatBreaksOffIsMappedUpToThere() throws {
    let path = try video(change: { VideoBytes.indexFirst($0).prefix(700_000) })
    let (outcome, summary) = try map(path, "--every", "0.5s", "--masks-only")
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("breaks off after"), "\(outcome.messages)")
    #expect(try !names(summary).isEmpty)
  }

  @Test func aVideoWithoutATrackIsRefused() throws {
    let (outcome, _) = try map(try video(subtitles: nil))
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("there is no .SRT of the same name beside it"), "\(outcome.messages)")
    let bare = try Program("map", folder.path("DJI_0004.MP4"), "--every", "2", "--output", folder.path("bare"))
    #expect(bare.status == 64)
    #expect(bare.messages.contains("'2' is neither a length nor a time"), "\(bare.messages)")
  }
}
