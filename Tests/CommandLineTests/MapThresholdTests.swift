import Foundation
import TestSupport
import Testing

/// `ragweed map --threshold`.
@Suite struct MapThresholdTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func map(_ input: String, _ options: String...) throws -> Program {
    try Program(arguments: ["map", input, "--masks-only", "--output", folder.path("out")] + options)
  }

  private func summary() throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/summary.json")))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func weedPixels() throws -> Int {
    let inputs = try #require(try summary()["inputs"] as? [[String: Any]])
    let classes = try #require(inputs.first?["classes"] as? [String: [String: Any]])
    return try #require(classes["weed"]?["pixels"] as? Int)
  }

  @Test func aLowerThresholdFindsMoreAndResumingWithAnotherMapsAnew() throws {
    let input = Sample.frames + "/DJI_0001.JPG"
    var found: [Int] = []
    for threshold in ["0.2", "0.5", "0.8"] {
      let outcome = try map(input, "--threshold", threshold, "--resume")
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(outcome.output.contains("threshold \(threshold)") == (threshold != "0.5"))
      found.append(try weedPixels())
    }
    #expect(found[0] > found[1] && found[1] > found[2] && found[2] > 0, "\(found)")
  }

  @Test func theThresholdThatSuitsASurveyIsFoundAndTold() throws {
    let input = folder.path("part.tif")
    try SamplePart.write(input, x: 700, y: 400, width: 1024, height: 512)
    let outcome = try map(input, "--threshold", "auto")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let engine = try #require(try summary()["engine"] as? [String: Any])
    let threshold = try #require(engine["threshold"] as? Double)
    let peak = try #require(engine["views_agree_best_at"] as? Double)
    #expect(engine["threshold_found_on_tiles"] as? Int == 2)
    // Between one half and where the views agree best.
    #expect((min(0.5, peak)...max(0.5, peak)).contains(threshold))
    #expect(outcome.messages.contains("Threshold \(threshold): views of"))
    let again = try map(input, "--threshold", "auto", "--resume")
    #expect(again.messages.contains("inputs were taken from the earlier run"))
  }

  @Test func whereNothingGrowsOneHalfStays() throws {
    try TestFrame.write(folder.path("bare.jpg"), "-scale", "0", "255", "120", "120")
    let outcome = try map(folder.path("bare.jpg"), "--threshold", "auto")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("Threshold 0.5: in "))
  }

  @Test func whatCannotBeAThresholdIsRefused() throws {
    let input = Sample.frames + "/DJI_0001.JPG"
    for wrong in ["0", "1", "1.5", "-0.1", "nan", "high"] {
      #expect(try map(input, "--threshold=\(wrong)").status != 0, "\(wrong)")
    }
    let watching = try Program("map", "--watch", folder.path("."), "--threshold", "auto", "--output", folder.path("no"))
    #expect(watching.status != 0 && watching.messages.contains("--watch waits for it. Give a number."))
    try Data("no video".utf8).write(to: URL(fileURLWithPath: folder.path("flight.mp4")))
    let video = try map(folder.path("flight.mp4"), "--threshold", "auto")
    #expect(video.status == 1 && video.messages.contains("there are only videos. Give a number, such as 0.4."))
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }

  @Test func anInputThatCannotBeReadIsLeftToTheMapping() throws {
    try Data("no picture".utf8).write(to: URL(fileURLWithPath: folder.path("broken.tif")))
    let outcome = try map(folder.path("broken.tif"), "--threshold", "auto")
    #expect(outcome.status == 1)
    #expect(outcome.messages.contains("broken.tif"))
  }
}
