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
      #expect((try summary()["engine"] as? [String: Any])?["threshold"] as? Double == Double(threshold))
      found.append(try weedPixels())
    }
    #expect(found[0] > found[1] && found[1] > found[2] && found[2] > 0, "\(found)")
  }

  @Test func whatCannotBeAThresholdIsRefused() throws {
    let input = Sample.frames + "/DJI_0001.JPG"
    for wrong in ["0", "1", "1.5", "-0.1", "nan", "high"] {
      let outcome = try map(input, "--threshold=\(wrong)")
      #expect(outcome.status != 0 && outcome.messages.contains("--threshold"), "\(wrong)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }
}
