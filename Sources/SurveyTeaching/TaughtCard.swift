import Documents
import Foundation
import Imagery
import ResultFiles
import Teaching

/// The card of a taught network: what every card says, and who taught what.
struct TaughtCard: Encodable {
  private struct Lesson: Encodable {
    struct ClassEntry: Encodable {
      let name: String
      let labelledPx: Int
      let iouLeftOut: Double?
    }

    let by: String
    let from: String
    let fromSha256: String?
    let pictures: [String]
    let classes: [ClassEntry]
    let penalty: Double?
    let meanIouLeftOut: Double?
    let meanIouOfTheNetworkBefore: Double?
    let leftOut: String
  }

  private enum CodingKeys: String, CodingKey { case taught }

  /// Names under which people label the species that this program is about.
  private static let target = ["ragweed", "ambrosia"]

  private let card: ModelCard
  private let lesson: Lesson

  /// Describes a network.
  ///
  /// - Throws: `ImageryError.modelUse`: never for parts that were used.
  init(_ summary: TeachSummary, request: TeachRequest, base: ModelCard) throws {
    let name = request.name ?? URL(fileURLWithPath: request.output).deletingPathExtension().lastPathComponent
    let outcome = summary.outcome
    let isLearnt = outcome.penalty != nil
    let showsTarget = zip(summary.classes, summary.pixels).dropFirst().contains { name, pixels in
      let lower = name.lowercased()
      return pixels > 0 && !lower.contains("synthetic") && Self.target.contains { lower.contains($0) }
    }
    let count = summary.blocks.count
    var limitations = [
      "A head on \(base.name), taught from labels in \(count) \(summary.unit(count)): it knows the plants, the "
        + "light and the ground of those. Scores are of pictures left out of the same survey.",
      isLearnt
        ? "Nobody but the user has looked at the labels."
        : "Nothing was learnt from the labels: the network answers as \(base.name) does.",
    ]
    limitations += summary.warnings
    card = try ModelCard(
      name: name,
      version: "1",
      classes: summary.classes,
      input: base.input,
      output: ModelCard.Output(name: base.output.name, kind: .probabilities, channels: nil),
      groundSampling: base.groundSampling,
      hasSeenTargetSpecies: isLearnt && showsTarget,
      limitations: limitations,
      sha256: nil,
      unfamiliarity: isLearnt
        ? Self.unfamiliarity(base.unfamiliarity, strangest: summary.strangest) : base.unfamiliarity,
      features: base.features,
      path: request.output
    )
    func rounded(_ value: Double?) -> Double? { value.map { ($0 * 10_000).rounded() / 10_000 } }
    lesson = Lesson(
      by: "ragweed teach \(request.programVersion)",
      from: base.name,
      fromSha256: base.sha256,
      pictures: summary.blocks.map(\.name),
      classes: summary.classes.enumerated().map { index, name in
        .init(name: name, labelledPx: summary.pixels[index], iouLeftOut: rounded(outcome.score.iou(of: index)))
      },
      penalty: rounded(outcome.penalty),
      meanIouLeftOut: rounded(outcome.score.meanIoU),
      meanIouOfTheNetworkBefore: rounded(outcome.unchangedScore?.meanIoU),
      leftOut: count == 1 ? "quarters of the \(summary.unit(1))" : "\(summary.unit(count)), \(outcome.foldCount) times"
    )
  }

  /// Ground as strange as what was labelled is known from then on.
  private static func unfamiliarity(
    _ base: ModelCard.Unfamiliarity?,
    strangest: Float?
  ) -> ModelCard.Unfamiliarity? {
    guard let base, let strangest, Double(strangest) > base.limit else { return base }
    let meaning = base.meaning.map { "\($0); the limit is that of the strangest ground that was labelled" }
    return ModelCard.Unfamiliarity(output: base.output, limit: Double(strangest), meaning: meaning)
  }

  /// Writes what every card says, then the lesson.
  func encode(to encoder: any Encoder) throws {
    try card.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(lesson, forKey: .taught)
  }

  /// The card as a JSON document.
  func json() throws -> String { try DocumentEncoder(digits: .all).document(of: self).document }
}
