import Documents
import Foundation
import MissionFormats
import TestSupport
import Testing

/// `ragweed model`, on the shipped models and on files that are none.
@Suite struct ModelCommandTests {
  private func json(_ run: Program) throws -> JSONValue {
    #expect(run.status == 0, "\(run.messages)")
    return try JSONValue(parsing: Array(run.output.utf8))
  }

  private func shape(_ value: JSONValue?) -> [Double]? { value?.elements?.compactMap(\.double) }

  /// The training counts multiply-adds and parameters in another program, from the network itself.
  @Test(arguments: [("weeds", "weed-v8"), ("weeds-small", "weed-small-v7")])
  func theCountsAreThoseOfTheCard(name: String, file: String) throws {
    let path = SharedFiles.projectFolder.appending(path: "Sources/ragweed/Resources/model/\(file).card.json")
    let card = try JSONValue(parsing: Array(Data(contentsOf: path)))
    let model = try json(Program("model", name, "--format", "json"))
    #expect(model["name"]?.text == file)
    #expect(try #require(model["multiply_adds"]?.double) == card["multiply_adds"]?.double)
    #expect(try #require(model["parameters"]?.double) == card["parameters"]?.double)
    #expect(shape(model["outputs"]?.elements?.first?["shape"]) == [1, 2, 512, 512])
    #expect(try Program("model", name).output.contains("blocks.0"))
  }

  @Test func blocksAndLayersAddUp() throws {
    let model = try json(Program("model", "weeds", "--layers", "--resolution", "1024x512", "--format", "json"))
    for key in ["multiply_adds", "parameters"] {
      let total = try #require(model[key]?.double)
      for parts in ["blocks", "layers"] {
        #expect(try #require(model[parts]?.elements).reduce(0) { $0 + ($1[key]?.double ?? 0) } == total)
      }
    }
    // Twice the columns are twice the products, but for the gates and the pooled branch, which see one pixel.
    let single = try #require(json(Program("model", "weeds", "--format", "json"))["multiply_adds"]?.double)
    let double = try #require(model["multiply_adds"]?.double)
    #expect(double < 2 * single)
    #expect(double > 1.99 * single)
  }

  @Test(.enabled(if: SharedFiles.exists("samples/onnx"), "needs ../shared/samples/onnx"))
  func othersModelsAreRead() throws {
    let path = SharedFiles.path("samples/onnx/deepness_one_output_softmax_bsx2x512x512.onnx")
    let model = try json(Program("model", path, "--format", "json"))
    #expect(shape(model["outputs"]?.elements?.first?["shape"]) == [1, 2, 512, 512])
    #expect(model["name"] == .null)
  }

  @Test(arguments: ["no model", "\u{8}\u{7}", String(repeating: "\0", count: 100)])
  func whatIsNoModelIsRefusedInOneSentence(content: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(content, as: "weeds.onnx")
    let run = try Program("model", path)
    #expect(run.status == 65)
    #expect(run.messages.contains("Cannot read '\(path)': it is no ONNX model"))
    #expect(try Program("model", folder.path("missing.onnx")).status == 66)
    #expect(try Program("model", "weeds", "--resolution", "wide").status == 64)
  }
}
