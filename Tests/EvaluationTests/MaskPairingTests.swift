import Evaluation
import Testing

@Suite struct MaskPairingTests {
  @Test(arguments: [
    ("a/b/field.mask.tif", "field"), ("field.png", "field"), ("DJI_0001.mask.png", "DJI_0001"), (".mask.tif", ""),
    ("2026.07.01.tif", "2026.07.01"), ("plain", "plain"),
  ])
  func theNameIsFreeOfEndings(path: String, stem: String) { #expect(MaskPairing.stem(of: path) == stem) }

  @Test func masksArePairedWhateverTheirEndings() throws {
    let matched = try MaskPairing.pairs(
      predictions: ["p/b.mask.tif", "p/a.mask.tif"],
      truths: ["t/a.png", "t/b.png", "t/c.png"],
      truthFolder: "t"
    )
    #expect(matched.pairs.map(\.name) == ["a", "b"])
    #expect(matched.unmatched == ["t/c.png"])
  }

  @Test func aPredictionWithoutTruthIsRefused() {
    #expect {
      try MaskPairing.pairs(predictions: ["p/x.tif"], truths: ["t/a.png"], truthFolder: "t")
    } throws: {
      "\($0)" == "The mask 'p/x.tif' has no truth of the same name in 't'. Add it, or take the mask away."
    }
  }

  @Test func twoFilesOfOneNameAreRefused() {
    #expect(throws: EvaluationError.ambiguousStem(first: "t/a.png", second: "t/a.mask.tif")) {
      try MaskPairing.pairs(predictions: ["p/a.tif"], truths: ["t/a.png", "t/a.mask.tif"], truthFolder: "t")
    }
  }
}
