import Foundation
import GeoRaster
import Imagery
import TestSupport
import Testing

/// `ragweed map` with models of others.
///
/// The models are the test data of Deepness; each looks at single pixels, so the right mask can be computed.
@Suite(
  .enabled(if: SharedFiles.exists("samples/onnx") && Program.isInstalled("gdal_translate"), "needs ../shared, gdal-bin")
)
struct MapContractTests {
  private static let sigmoid = SharedFiles.path("samples/onnx/deepness_one_output_sigmoid_bsx1x512x512.onnx")
  private static let softmax = SharedFiles.path("samples/onnx/deepness_one_output_softmax_bsx2x512x512.onnx")
  private static let powers = SharedFiles.path("samples/onnx/deepness_dummy_model.onnx")
  private let folder: TemporaryFolder
  private let input: String

  init() throws {
    folder = try TemporaryFolder()
    input = folder.path("field.tif")
    let outcome = try Program.installed(
      "gdal_translate",
      "-q",
      "-srcwin",
      "1300",
      "500",
      "700",
      "560",
      "-b",
      "1",
      "-b",
      "2",
      "-b",
      "3",
      Sample.orthophoto,
      input
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  private func map(_ model: String, _ options: String...) throws -> Program {
    try Program(
      arguments: ["map", input, "--model", model, "--output", folder.path("out"), "--overwrite"] + options
    )
  }

  private func contract() throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/summary.json")))
    let summary = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    return try #require((summary["model"] as? [String: Any])?["contract"] as? [String: Any])
  }

  private func tiles() throws -> Int {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/summary.json")))
    let summary = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    return try #require((summary["inputs"] as? [[String: Any]])?.first?["tiles"] as? Int)
  }

  /// How many pixels of the mask are wrong, pixels aside where the two best classes are as good as the same.
  private func wrongPixels(_ scores: (_ red: Double, _ green: Double, _ blue: Double) -> [Double]) throws -> Int {
    let mask = try MaskReader.read(path: folder.path("out/field.mask.tif"))
    let image = try RasterImage(path: input)
    let tile = try image.read(PixelRect(x: 0, y: 0, size: image.size))
    #expect(Set(mask.classes).count > 1)
    return mask.classes.indices.count { place in
      let rgb = (0..<3).map { Double(tile.rgb[place * 3 + $0]) }
      let all = scores(rgb[0], rgb[1], rgb[2])
      let best = all.max() ?? 0
      return best - all[Int(mask.classes[place])] > 1e-5
    }
  }

  @Test(arguments: ["opencv", "auto"])
  func aSigmoidOfOneChannelFindsItsOneClass(engine: String) throws {
    // The usual scale of this model finds nothing on soil; another does.
    let outcome = try map(Self.sigmoid, "--engine", engine, "--mean", "200,200,200", "--std", "30,30,30")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let wrong = try wrongPixels { red, green, blue in
      let weights = [-0.208_425_13, -0.353_203_54, 0.404_858_7]
      let logit = zip(weights, [red, green, blue]).reduce(-0.483_224_42) { $0 + $1.0 * ($1.1 - 200) / 30 }
      return [0, logit]
    }
    #expect(wrong == 0)
    let contract = try contract()
    #expect(contract["classes"] as? [String] == ["background", "Coffee"])
    #expect(contract["classes_from"] as? String == "metadata")
    #expect(contract["normalisation_from"] as? String == "options")
    #expect(contract["scores"] as? String == "probabilities")
    #expect(contract["tile_from"] as? String == "graph")
    #expect(outcome.output.contains("classes background, Coffee (by its metadata); pixels less 200, divided by 30"))
  }

  @Test func aSoftmaxOfTwoClassesIsNamedByTheUser() throws {
    let outcome = try map(Self.softmax, "--classes", "soil,plant", "--mean", "80,80,80", "--std", "0.1e2,10,10")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let wrong = try wrongPixels { red, green, blue in
      let x = [red, green, blue].map { ($0 - 80) / 10 }
      return [
        0.555_980_2 * x[0] + 0.259_124_28 * x[1] - 0.414_818_88 * x[2] + 0.238_606_36,
        0.545_585_63 * x[0] + 0.087_427_676 * x[1] - 0.419_587_52 * x[2] - 0.388_294_55,
      ]
    }
    #expect(wrong == 0)
    #expect(try contract()["classes_from"] as? String == "options")
  }

  @Test func numbersWithoutASoftmaxAreLogits() throws {
    let outcome = try map(Self.powers, "--classes", "red,green,blue")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try wrongPixels { red, green, blue in [red, green, blue].map { pow($0 / 255, 8) } } == 0)
    let contract = try contract()
    #expect(contract["scores"] as? String == "logits")
    #expect(contract["normalisation_from"] as? String == "usual")
    #expect(contract["std"] as? [Double] == [255, 255, 255])
  }

  @Test func aModelThatNobodyDescribesIsRefused() throws {
    let outcome = try map(Self.softmax)
    #expect(outcome.status == 64)
    #expect(
      outcome.messages == """
        Error: Cannot use the model '\(Self.softmax)': it has neither a card nor metadata that name its 2 classes. \
        Name them with --classes, the background first, or put its card beside it, as <stem>.card.json.

        """
    )
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }

  @Test func classesAndTilesThatDoNotFitAreRefused() throws {
    let many = try map(Self.softmax, "--classes", "a,b,c")
    #expect(many.status == 65)
    #expect(
      many.messages.contains("its output has 2 channels for 3 classes (a, b, c). Name its classes with --classes")
    )
    let odd = try map("weeds", "--tile", "100")
    #expect(odd.status == 64)
    #expect(odd.messages.contains("it takes tiles of 512 px, and cannot be made for the 100 px of --tile"))
    let small = try map(Self.softmax, "--classes", "a,b", "--std", "0.229,0.224,0.225")
    #expect(small.status == 64)
    #expect(small.messages.contains("0.229 becomes 58.395"))
    let wrong = try map(Self.powers, "--classes", "a,b,c", "--scores", "probabilities", "--mean", "255,0,0")
    // The eighth power of a negative number is positive: all are from 0 to 1.
    #expect(wrong.status == 0, "\(wrong.messages)")
    let logits = try map(Self.powers, "--classes", "a,b,c", "--scores", "probabilities", "--std", "100,100,100")
    #expect(logits.status == 65)
    #expect(logits.messages.contains("which are no probabilities. Say with --scores logits"))
  }

  @Test(arguments: ["opencv", "auto"])
  func aNetworkOfAFixedSideIsMadeForAnother(engine: String) throws {
    for model in [Self.softmax, "weeds-small"] {
      let names = model == Self.softmax ? ["--classes", "a,b"] : []
      let outcome = try Program(
        arguments: [
          "map", input, "--model", model, "--output", folder.path("out"), "--overwrite", "--tile", "256", "--engine",
          engine,
        ] + names
      )
      #expect(outcome.status == 0, "\(outcome.messages)")
      #expect(try contract()["tile_px"] as? Int == 256)
      // 700 x 560 px in steps of 192 px.
      let mask = try MaskReader.read(path: folder.path("out/field.mask.tif"))
      #expect(Set(mask.classes).isSubset(of: [0, 1, ClassMask.notSurveyed]))
      #expect(try tiles() == 4 * 3)
    }
  }

  @Test func theCardComesBeforeTheMetadataAndOptionsBeforeTheCard() throws {
    let model = folder.path("mine.onnx")
    try FileManager.default.copyItem(atPath: Self.sigmoid, toPath: model)
    _ = try folder.write(
      """
      {"name": "mine", "version": "2", "classes": ["background", "cherry"], "has_seen_target_species": true,
       "input": {"name": "input", "width_px": 512, "height_px": 512, "mean": [1, 2, 3], "std": [4, 5, 6]},
       "output": {"name": "output", "kind": "probabilities"}, "limitations": []}
      """,
      as: "mine.card.json"
    )
    #expect(try map(model, "--std", "20,20,20").status == 0)
    let contract = try contract()
    #expect(contract["classes"] as? [String] == ["background", "cherry"])
    #expect(contract["classes_from"] as? String == "card")
    #expect(contract["mean"] as? [Double] == [1, 2, 3])
    #expect(contract["std"] as? [Double] == [20, 20, 20])
    #expect(contract["normalisation_from"] as? String == "options")
    #expect(contract["trained_gsd_cm_per_px"] == nil || contract["trained_gsd_cm_per_px"] is NSNull)
  }

  @Test func theTrainedResolutionIsSaidByAnOption() throws {
    let outcome = try map(Self.powers, "--classes", "red,green,blue", "--trained-gsd", "1cm")
    #expect(outcome.messages.contains("has 0.25 cm/px, and the model was trained on 1 cm/px"))
    let range = try map(Self.powers, "--classes", "red,green,blue", "--trained-gsd", "0.1cm..1cm")
    #expect(range.messages.isEmpty, "\(range.messages)")
    #expect(try map(Self.powers, "--classes", "red,green,blue", "--trained-gsd", "0.5").status == 64)
  }
}
