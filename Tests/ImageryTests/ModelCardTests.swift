import Foundation
import Imagery
import Quantities
import Testing

@Suite struct ModelCardTests {
  static let valid = """
    {"name": "m", "version": "1", "classes": ["background", "weed"], "has_seen_target_species": false,
     "input": {"name": "image", "width_px": 512, "height_px": 512, "mean": [1, 2, 3], "std": [4, 5, 6]},
     "output": {"name": "out", "kind": "logits"}, "ground_sampling_cm_per_px": {"min": 0.05, "max": 0.5},
     "limitations": ["none"], "sha256": "00"}
    """

  @Test func aCardIsRead() throws {
    let card = try ModelCard(json: Data(Self.valid.utf8), path: "m.card.json")
    #expect(card.classes == ["background", "weed"])
    #expect(card.input.std == [4, 5, 6])
    #expect(card.output.kind == .logits)
    #expect(card.hasSeenTargetSpecies == false)
    #expect(card.groundSampling?.max == .centimetersPerPixel(0.5))
  }

  private static let crops = ModelCard.Crops(
    bias: "b",
    classes: ["soil", "weed", "soy", "beet", "Corn"],
    notCrops: ["soil", "weed"]
  )

  @Test(arguments: [
    ("soy", "soy"), ("Soybean", "soy"), ("SOYA", "soy"), ("sugar-beet", "beet"), ("sugar_beet", "beet"),
    ("sugarbeet", "beet"), ("maize", "Corn"), ("corn", "Corn"), ("None", "none"), ("peanut", nil), ("soil", nil),
    ("", nil),
  ])
  func aCropHasSeveralNames(text: String, name: String?) { #expect(Self.crops.crop(named: text) == name) }

  @Test func theOtherCropsAreShutOut() {
    #expect(Self.crops.names == ["soy", "beet", "Corn"])
    #expect(Self.crops.others(than: "beet") == [2, 4])
    #expect(Self.crops.others(than: "none") == [2, 3, 4])
  }

  @Test func cropsAndUnfamiliarityAreRead() throws {
    let json = Self.valid.replacing(
      "\"limitations\"",
      with: """
        "crops": {"bias": "b", "classes": ["soil", "weed", "soy"], "not_crops": ["soil", "weed"]},
        "unfamiliarity": {"output": "far", "limit": 1.5, "meaning": "m"}, "limitations"
        """
    )
    let card = try ModelCard(json: Data(json.utf8), path: "m.card.json")
    #expect(card.crops?.names == ["soy"])
    #expect(card.unfamiliarity == ModelCard.Unfamiliarity(output: "far", limit: 1.5, meaning: "m"))
    #expect(card.unfamiliarity?.isBeyond(1.5) == false && card.unfamiliarity?.isBeyond(1.6) == true)
    // A card without them is written as it was before there were any.
    let plain = try ModelCard(json: Data(Self.valid.utf8), path: "m.card.json")
    let text = String(decoding: try JSONEncoder().encode(plain), as: UTF8.self)
    #expect(!text.contains("crops") && !text.contains("unfamiliarity"))
    #expect(throws: ImageryError.self) {
      try ModelCard(json: Data(json.replacing("\"far\"", with: "\"out\"").utf8), path: "m.card.json")
    }
    #expect(throws: ImageryError.self) {
      try ModelCard(json: Data(json.replacing("[\"soil\", \"weed\"]}", with: "[\"weeds\"]}").utf8), path: "m.card.json")
    }
  }

  @Test func whatNobodyKnowsIsLeftOut() throws {
    let card = try ModelCard(
      name: "m",
      version: "1",
      classes: ["background", "weed"],
      input: ModelCard.Input(name: "x", sideInPixels: 64, mean: [0, 0, 0], std: [1, 1, 1]),
      output: ModelCard.Output(name: "y", kind: .probabilities, channels: 1),
      groundSampling: nil,
      hasSeenTargetSpecies: nil,
      limitations: [],
      sha256: nil,
      path: "m.onnx"
    )
    #expect(card.channelCount == 1)
    #expect(card.groundSampling == nil && card.hasSeenTargetSpecies == nil)
  }

  @Test(arguments: [
    (ModelCard.Output.Kind.probabilities, 2, "its output has 2 channels for 3 classes (a, b, c)"),
    (.logits, 4, "its output has 4 channels for 3 classes (a, b, c)"),
    (.independent, 1, "its output has 1 channels for 3 classes (a, b, c)"),
  ])
  func channelsThatDoNotFitTheClassesAreRefused(kind: ModelCard.Output.Kind, channels: Int, reason: String) {
    #expect(throws: ImageryError.modelUse(path: "m.onnx", reason: reason)) {
      try ModelCard(
        name: "m",
        version: "1",
        classes: ["a", "b", "c"],
        input: ModelCard.Input(name: "x", sideInPixels: 64, mean: [0, 0, 0], std: [1, 1, 1]),
        output: ModelCard.Output(name: "y", kind: kind, channels: channels),
        groundSampling: nil,
        hasSeenTargetSpecies: nil,
        limitations: [],
        sha256: nil,
        path: "m.onnx"
      )
    }
  }

  @Test(arguments: [
    ("", "it is not JSON"),
    ("[]", "the value of '' is of the wrong kind"),
    (valid.replacing("\"name\": \"image\",", with: ""), "the key 'name' is missing"),
    (valid.replacing("\"background\", ", with: ""), "it names 1 classes, not 2 to 200"),
    (valid.replacing("[4, 5, 6]", with: "[4, 0, 6]"), "mean and std need three numbers each, std positive"),
    (
      valid.replacing("\"height_px\": 512", with: "\"height_px\": 256"),
      "its input of 512 x 256 px is not a square tile"
    ),
  ])
  func aBrokenCardIsRefusedWithTheReason(json: String, reason: String) {
    #expect {
      try ModelCard(json: Data(json.utf8), path: "m.card.json")
    } throws: {
      "\($0)" == """
        Cannot use the model card 'm.card.json': \(reason). \
        Put the card that belongs to the model beside it, as <stem>.card.json.
        """
    }
  }
}
