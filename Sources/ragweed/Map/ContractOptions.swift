import ArgumentParser
import Foundation
import Imagery
import Quantities
import SurveyMapping

/// What is known of a model beside its card and its file, and comes before both.
struct ContractOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Names of the classes, the background first: background,weed.",
      valueName: "names",
      visibility: .hidden
    ),
    transform: Self.names
  )
  var classes: [String]?

  @Option(
    help: ArgumentHelp(
      "Mean per channel, subtracted from 0-255 values: 127.5,127.5,127.5.",
      valueName: "r,g,b",
      visibility: .hidden
    ),
    transform: { try Self.channels($0, name: "--mean") }
  )
  var mean: [Float]?

  @Option(
    help: ArgumentHelp("Standard deviation per channel: 255,255,255.", valueName: "r,g,b", visibility: .hidden),
    transform: { try Self.channels($0, name: "--std") }
  )
  var std: [Float]?

  @Option(
    help: ArgumentHelp(
      "Side of a tile (default: the model's). Larger tiles are faster but show the model more than in training.",
      valueName: "px",
      visibility: .hidden
    )
  )
  var tile: Int?

  @Option(
    help: ArgumentHelp(
      "What the model's output is (default: as its graph ends).",
      valueName: "auto|probabilities|logits",
      visibility: .hidden
    )
  )
  var scores = ModelStatements.Scores.auto

  @Option(
    help: ArgumentHelp(
      "Ground sampling distance that the model was trained on: 0.05cm..0.5cm, or one length.",
      valueName: "length..length",
      visibility: .hidden
    ),
    transform: Self.range
  )
  var trainedGsd: ModelCard.GroundSamplingRange?

  func validate() throws {
    if let tile, !(32...4096).contains(tile) {
      throw ValidationError("--tile is \(tile). Give a side from 32 to 4096 px, as the model needs it.")
    }
    if let std, let small = std.first(where: { $0 < 1 }) {
      throw ValidationError(
        """
        --std has \(small), but --mean and --std count on pixels from 0 to 255. Multiply both by 255: \
        0.229 becomes 58.395.
        """
      )
    }
  }

  /// What the options say of the model.
  var statements: ModelStatements {
    var statements = ModelStatements()
    (statements.classes, statements.mean, statements.std) = (classes, mean, std)
    (statements.tile, statements.scores, statements.trainedGroundSampling) = (tile, scores, trainedGsd)
    return statements
  }

  private static func names(_ text: String) throws -> [String] {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard !names.contains(""), Set(names).count == names.count else {
      throw ValidationError("--classes '\(text)' has an empty or a repeated name. Name each class once.")
    }
    return names
  }

  private static func channels(_ text: String, name: String) throws -> [Float] {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Float($0.trimmingCharacters(in: .whitespaces))
    }
    let known = numbers.compactMap { $0 }.filter(\.isFinite)
    guard known.count == numbers.count, known.count == 3, name != "--std" || known.allSatisfy({ $0 > 0 }) else {
      throw ValidationError("\(name) '\(text)' is not three numbers with commas between. Give red, green and blue.")
    }
    return known
  }

  private static func range(_ text: String) throws -> ModelCard.GroundSamplingRange {
    let ends = try text.components(separatedBy: "..").map { try Length(parsing: $0) }
    guard ends.count <= 2, let first = ends.first, let last = ends.last, first > .zero, last >= first else {
      throw ValidationError("--trained-gsd '\(text)' is no range of lengths. Write for example 0.05cm..0.5cm.")
    }
    return ModelCard.GroundSamplingRange(min: GroundSamplingDistance(first), max: GroundSamplingDistance(last))
  }
}
