import Foundation
import TestSupport
import Testing
import VisionRuntime

/// `ragweed map --engine` and `--precision`, on a machine where OpenVINO is not where it is said to be.
@Suite struct MapEngineTests {
  private let folder: TemporaryFolder
  private let sentence = """
    Cannot load OpenVINO: RAGWEED_OPENVINO is '/nowhere', and there is no libopenvino_c.so there. \
    Install it with 'pip install openvino', and set RAGWEED_OPENVINO to the folder with libopenvino_c.so \
    (.../site-packages/openvino/libs) where it is not found by itself.
    """

  init() throws { folder = try TemporaryFolder() }

  private func map(_ options: String...) throws -> Program {
    try Program(
      arguments: ["map", Sample.frames + "/DJI_0001.JPG", "--masks-only", "--output", folder.path("out")] + options,
      environment: ["RAGWEED_OPENVINO": "/nowhere"]
    )
  }

  @Test(arguments: [["--engine", "openvino"], ["--precision", "bf16"]])
  func whatNeedsOpenVINOIsRefusedWithoutIt(options: [String]) throws {
    let outcome = try map(options[0], options[1])
    #expect(outcome.status == 69)
    #expect(outcome.messages == "Error: \(sentence)\n")
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }

  @Test func openCVRunsWhereOpenVINOIsMissing() throws {
    let outcome = try map()
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("Warning: OpenCV runs the model. \(sentence)"))
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/summary.json")))
    let summary = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let engine = try #require(summary["engine"] as? [String: Any])
    #expect(engine["name"] as? String == "OpenCV dnn")
    #expect(engine["precision"] as? String == "f32")
    #expect((engine["version"] as? String)?.hasPrefix("4.") == true)
    #expect(outcome.output.contains("Run by OpenCV dnn 4."))
  }

  @Test func severalViewsAreToldInTheSummary() throws {
    #expect(try map("--engine", "opencv").status == 0)
    let mask = URL(fileURLWithPath: folder.path("out/DJI_0001.mask.tif"))
    let ofOneView = try Data(contentsOf: mask)
    let outcome = try map("--engine", "opencv", "--views", "2", "--overwrite")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("in f32, 2 views of each tile"))
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/summary.json")))
    let summary = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect((summary["engine"] as? [String: Any])?["views"] as? Int == 2)
    #expect(try Data(contentsOf: mask) != ofOneView)
    #expect(try map("--views", "3").messages.contains("one of '1', '2', '4' or '8'"))
  }

  @Test func eightBitsNeedAModelThatWasMadeForThem() throws {
    let outcome = try map("--precision", "int8")
    #expect(outcome.status == 66)
    #expect(outcome.messages.contains("it holds numbers of 32 bits, and there is no '"))
    #expect(outcome.messages.contains("weed-small-v7.int8.onnx'. Make that with ragweed-quantise"))
    #expect(try map("--engine", "opencv", "--precision", "int8").status == 66)
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }

  @Test(.enabled(if: !OpenCVSegmenter.hasCUDA, "OpenCV has CUDA here"))
  func aDeviceThatIsNotThereIsRefusedWithTheReason() throws {
    let outcome = try map("--device", "cuda")
    #expect(outcome.status == 69)
    #expect(
      outcome.messages == """
        Error: Cannot compute on cuda: OpenCV \(OpenCVSegmenter.engineVersion) was built without it, or there is no such \
        device. Leave --device out.

        """
    )
    #expect(try map("--device", "cuda", "--engine", "openvino").messages.contains("OpenVINO has no CUDA"))
  }

  @Test func openCVHasNoOtherPrecision() throws {
    let outcome = try map("--engine", "opencv", "--precision", "bf16")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("OpenCV computes in f32"))
  }
}
