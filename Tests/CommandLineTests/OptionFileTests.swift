import Foundation
import TestSupport
import Testing

/// `ragweed map --options`, run as a user would.
@Suite struct OptionFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func map(_ yaml: String, _ arguments: String...) throws -> Program {
    let file = try folder.write(yaml, as: "farm.yaml")
    let output = ["--output", folder.path("out"), "--overwrite"]
    return try Program(arguments: ["map", Sample.orthophoto, "--options", file] + output + arguments)
  }

  private var hasOverlay: Bool {
    FileManager.default.fileExists(atPath: folder.path("out/orthophoto.overlay.jpg"))
  }

  @Test func optionsOfAFileAreTakenAndTheCommandLineWins() throws {
    let yaml = "overlay: true\nthreshold: 0.9\nbands: [1, 2, 3]\n"
    let run = try map(yaml, "--threshold", "0.25", "--format", "json")
    #expect(run.status == 0 && run.output.contains("\"threshold\": 0.25"), "\(run.messages)")
    #expect(hasOverlay)
  }

  @Test func aFlagOfAFileIsUndone() throws {
    #expect(try map("overlay: true\n", "--no-overlay").status == 0)
    #expect(!hasOverlay)
  }

  @Test func pathsCountFromTheFile() throws {
    let run = try map("model: none.onnx\n")
    #expect(run.status == 66 && run.messages.contains("Cannot read '\(folder.path("none.onnx"))'"), "\(run.messages)")
  }

  @Test(arguments: [
    ("treshold: 0.4\n", "line 1: the key 'treshold' is not known. Did you mean 'threshold'?"),
    ("overlay: perhaps\n", "line 1: 'perhaps' is no answer to 'overlay'. Write true or false."),
    ("threshold: {a: 1}\n", "line 1: the key 'threshold' has no plain value."),
    ("- a\n", "it is no list of keys and values."), ("options: other.yaml\n", "the key 'options' is not known."),
  ])
  func whatAFileCannotSayIsRefused(yaml: String, sentence: String) throws {
    let run = try map(yaml)
    #expect(run.status == 65 && run.messages.contains(sentence), "\(run.status) \(run.messages)")
  }

  @Test(arguments: [
    (["--mosaic"], "Option --mosaic has no effect, for there is no single frame among the inputs."),
    (["--track", "a.srt"], "Option --track has no effect, for there is no video among the inputs."),
    (["--time-offset", "2s"], "Option --time-offset has no effect, for there is no video among the inputs."),
    (["--masks-only", "--min-area", "1m2"], "Option --min-area has no effect, for masks alone are written"),
  ])
  func anOptionWithoutEffectIsRefused(arguments: [String], sentence: String) throws {
    let run = try Program(arguments: ["map", Sample.orthophoto, "--output", folder.path("none")] + arguments)
    #expect(run.status == 64 && run.messages.contains(sentence), "\(run.status) \(run.messages)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("none")))
  }

  @Test func theHelpFitsTwoScreensAndAllOfItIsThere() throws {
    let help = try Program("map", "--help").output
    #expect(help.split(separator: "\n", omittingEmptySubsequences: false).count <= 100)
    #expect(!help.contains("--value-range"))
    #expect(try Program("map", "--help-all").output.contains("--value-range <low..high>"))
  }
}
