import Foundation
import TestSupport
import Testing

/// `ragweed map --crop`, with a network that knows beet by blue and maize by green.
@Suite(.enabled(if: Program.isInstalled("gdal_translate"), "needs gdal-bin"))
struct MapCropTests {
  private let folder: TemporaryFolder
  private let field: String
  private let model: String

  init() throws {
    folder = try TemporaryFolder()
    field = try ColourField.write(into: folder)
    model = try CropNetwork().write(into: folder)
  }

  private func map(_ options: String...) throws -> Program {
    let base = ["map", field, "--model", model, "--overlap", "0", "--output", folder.path("out")]
    return try Program(
      arguments: base + options + (options.contains("--resume") ? [] : ["--overwrite"]),
      environment: ["XDG_CACHE_HOME": folder.path("cache")]
    )
  }

  private func summary() throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/summary.json")))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func weedSquares() throws -> Double {
    let classes = try #require(try summary()["classes"] as? [String: [String: Any]])
    return Double(try #require(classes["weed"]?["pixels"] as? Int)) / 4096
  }

  /// Two squares are black, which is weed; two are maize, one is beet.
  @Test(arguments: [["--engine", "opencv"], [], ["--views", "4"], ["--threshold", "0.3"], ["--tile", "128"]])
  func plantsOfOtherCropsAreWeeds(options: [String]) throws {
    let cases = [("", 2.0), ("maize", 3), ("Corn", 3), ("beet", 4), ("Sugar-Beet", 4), ("sugar beet", 4), ("none", 5)]
    for (crop, squares) in options.contains("opencv") ? cases : cases.filter({ ["", "maize", "none"].contains($0.0) }) {
      let base = ["map", field, "--model", model, "--overlap", "0", "--output", folder.path("out"), "--overwrite"]
      let outcome = try Program(
        arguments: base + options + (crop.isEmpty ? [] : ["--crop", crop]),
        environment: ["XDG_CACHE_HOME": folder.path("cache")]
      )
      #expect(outcome.status == 0, "\(outcome.messages)")
      // A larger tile shows several squares, whose edges mix.
      #expect(abs(try weedSquares() - squares) < (options.contains("--tile") ? 0.1 : 1e-9), "\(crop) \(options)")
      let expected = ["Corn": "maize", "Sugar-Beet": "beet", "sugar beet": "beet"][crop] ?? crop
      if crop.isEmpty {
        #expect(try summary()["crop"] is NSNull)
        #expect(!outcome.output.contains("crop"))
      } else {
        #expect(try summary()["crop"] as? String == expected)
        #expect(outcome.output.contains(crop == "none" ? ", no crop stands" : ", the crop is \(expected)"))
      }
    }
  }

  @Test func resumingWithAnotherCropMapsAnew() throws {
    #expect(try map("--crop", "maize", "--resume").status == 0)
    let resumed = try map("--crop", "corn", "--resume").messages
    #expect(resumed.hasSuffix("1 of 1 inputs were taken from the earlier run.\n"), "\(resumed)")
    let outcome = try map("--crop", "beet", "--resume")
    let anew = "Warning: The earlier run differs in --crop, so everything is mapped again.\n"
    #expect(outcome.messages.hasPrefix(anew), "\(outcome.messages)")
    #expect(try weedSquares() == 4)
    #expect(try map("--resume").messages.contains("The earlier run differs in --crop"))
  }

  @Test func whatTheModelDoesNotKnowIsRefused() throws {
    let unknown = try map("--crop", "wheat")
    #expect(unknown.status == 64)
    #expect(
      unknown.messages.hasPrefix(
        """
        Error: --crop 'wheat' is not known to the model '\(model)', which knows the crops beet, maize: leave --crop out, or \
        use --crop none where no crop stands.

        """
      )
    )
    // Weed is a class inside, and no crop.
    #expect(try map("--crop", "weed").status == 64)
    let without = try Program(
      "map",
      field,
      "--model",
      try OtherCard.model(in: folder) { $0["crops"] = nil },
      "--crop",
      "maize",
      "--output",
      folder.path("out")
    )
    #expect(without.status == 64)
    #expect(
      without.messages.contains("cannot be told which crop stands, for its card names no crops: leave --crop out.")
    )
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }

  @Test func aCardThatDoesNotBelongToTheModelIsRefused() throws {
    let card = try CropNetwork().card()
    let bias = try CropNetwork().bias
    for (changed, reason) in [
      (card.replacing("\"bias\": \"\(bias)\"", with: "\"bias\": \"other\""), "the file holds none of that name"),
      (card.replacing("\"beet\", ", with: ""), "the file's has 4"),
    ] {
      _ = try folder.write(changed, as: "colours.card.json")
      let outcome = try map("--crop", "maize")
      #expect(outcome.status == 65)
      #expect(outcome.messages.hasPrefix("Error: Cannot use '\(model)': its card names the tensor '"))
      #expect(outcome.messages.contains(", and \(reason). Put the card that belongs"), "\(outcome.messages)")
    }
    _ = try folder.write(
      card.replacing("\"not_crops\": [\"soil\"", with: "\"not_crops\": [\"rock\""),
      as: "colours.card.json"
    )
    #expect(try map().messages.contains("its crops are not some of its inner classes, each named once"))
  }

  @Test func theModelSaysWhichCropsItKnows() throws {
    let table = try Program("model", model)
    #expect(table.output.contains("crops for --crop  beet, maize, none"), "\(table.output)")
    #expect(table.messages.isEmpty)
    let document = try Program("model", model, "--format", "json").output
    let json = try #require(try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any])
    #expect(json["crops"] as? [String] == ["beet", "maize"])
    #expect((json["unfamiliarity"] as? [String: Any])?["limit"] as? Double == 1)
    #expect(json["multiply_adds"] as? Int == 32 * 32 * (3 * 4 + 4 * 2) + 3)
    let estimate = try Program("estimate", model, "--platform", "ncs2", "--format", "json")
    #expect(estimate.status == 0 && estimate.output.contains("\"latency_ms\""), "\(estimate.messages)")
  }
}
