import Imagery
import Quantities

extension ModelContract {
  /// The contract in the summary.
  struct Document: Encodable {
    let classes: [String]
    let classesFrom: Origin
    let mean: [Float]
    let std: [Float]
    let normalisationFrom: Origin
    let tilePx: Int
    let tileFrom: Origin
    let scores: String
    let scoresFrom: Origin
    let trainedGsdCmPerPx: [Double]?
    let trainedGsdFrom: Origin?
  }

  /// The contract in the summary.
  var document: Document {
    Document(
      classes: card.classes,
      classesFrom: classes,
      mean: card.input.mean,
      std: card.input.std,
      normalisationFrom: normalisation,
      tilePx: card.input.widthInPixels,
      tileFrom: tile,
      scores: card.output.kind.rawValue,
      scoresFrom: scores,
      trainedGsdCmPerPx: card.groundSampling.map { [$0.min.centimetersPerPixel, $0.max.centimetersPerPixel] },
      trainedGsdFrom: groundSampling
    )
  }

  /// What the model is taken for, and who says it; nil where the card says all of it.
  var sentence: String? {
    guard [classes, normalisation, scores].contains(where: { $0 != .card }) else { return nil }
    func list(_ numbers: [Float]) -> String {
      Set(numbers).count == 1
        ? Rounded.text(Double(numbers[0]))
        : "(\(numbers.map { Rounded.text(Double($0)) }.joined(separator: ", ")))"
    }
    let kind: String =
      switch card.output.kind {
      case .probabilities: "probabilities"
      case .independent: "independent probabilities"
      case .logits: "logits"
      }
    let margin = card.marginInPixels == 0 ? "" : ", a margin of \(card.marginInPixels) px not blended"
    return """
      The model is taken for: classes \(card.classes.joined(separator: ", ")) (\(classes.text)); pixels less \
      \(list(card.input.mean)), divided by \(list(card.input.std)) (\(normalisation.text)); tiles of \
      \(card.input.widthInPixels) px (\(tile.text))\(margin); \(kind) (\(scores.text))
      """
  }
}

extension ModelContract.Origin {
  fileprivate var text: String {
    switch self {
    case .options: "by options"
    case .card: "by its card"
    case .metadata: "by its metadata"
    case .graph: "by its graph"
    case .usual: "as usual"
    }
  }
}
