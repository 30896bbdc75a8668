import Imagery
import Quantities

extension MapSummary {
  /// What the summary says of ground that is unlike what the model has learnt.
  struct Unfamiliarity: Encodable {
    /// The figures of one input.
    struct ByInput: Encodable {
      let source: String
      let tiles: Int
      let tilesBeyondLimit: Int
      let mean: Double?
      let shareOfGroundBeyondLimitPercent: Double
      let areaBeyondLimitM2: Double?
    }

    let limit: Double
    let meaning: String?
    let tiles: Int
    let tilesBeyondLimit: Int
    let mean: Double?
    let shareOfGroundBeyondLimitPercent: Double
    let areaBeyondLimitM2: Double?
    let byInput: [ByInput]
  }

  /// The figures over all inputs; nil where the model does not say what it has not learnt.
  ///
  /// Ground counts by its area where it is on the map, so that what several frames show counts once; by pixels where nothing is.
  var unfamiliarity: Unfamiliarity? {
    guard let card = model.card.unfamiliarity else { return nil }
    let known = inputs.compactMap { input in input.unfamiliarity.map { (input: input, figures: $0) } }
    let onMap = known.filter(\.input.isOnMap)
    let tiles = known.reduce(0) { $0 + $1.figures.tiles }
    let sum = known.reduce(0) { $0 + $1.figures.sum }
    let area = onMap.filter { $0.figures.tiles > 0 }.map(\.input.surveyedArea).reduce(.zero, +)
    let beyond = onMap.compactMap { $0.input.areaBeyondLimit }.reduce(.zero, +)
    let pixels = known.reduce(0) { $0 + $1.figures.pixels }
    let pixelsBeyond = known.reduce(0) { $0 + $1.figures.pixelsBeyondLimit }
    let share = area > .zero ? beyond / area : pixels > 0 ? Double(pixelsBeyond) / Double(pixels) : 0
    return Unfamiliarity(
      limit: card.limit,
      meaning: card.meaning,
      tiles: tiles,
      tilesBeyondLimit: known.reduce(0) { $0 + $1.figures.tilesBeyondLimit },
      mean: tiles > 0 ? sum / Double(tiles) : nil,
      shareOfGroundBeyondLimitPercent: share * 100,
      areaBeyondLimitM2: onMap.isEmpty ? nil : beyond.squareMeters,
      byInput: known.map { input, figures in
        Unfamiliarity.ByInput(
          source: input.source,
          tiles: figures.tiles,
          tilesBeyondLimit: figures.tilesBeyondLimit,
          mean: figures.tiles > 0 ? figures.sum / Double(figures.tiles) : nil,
          shareOfGroundBeyondLimitPercent: figures.share * 100,
          areaBeyondLimitM2: input.areaBeyondLimit?.squareMeters
        )
      }
    )
  }

  /// The sentence about it on the screen; nil where the model does not say it.
  var unfamiliarityLine: String? {
    unfamiliarity.map { figures in
      """
      Unlike what the model has learnt: \(Rounded.text(figures.shareOfGroundBeyondLimitPercent)) % of the ground, \
      \(figures.tilesBeyondLimit) of \(figures.tiles) tiles
      """
    }
  }

  /// The sentences about inputs of which too much is unlike what the model has learnt; one for all where they are many.
  var unfamiliarityNotices: [String] {
    let found = inputs.compactMap { input in
      input.unfamiliarity.flatMap { $0.isWorthANotice ? (name: input.source, figures: $0) : nil }
    }
    func sentence(_ what: String, _ figures: [UnfamiliarityFigures]) -> String {
      """
      \(what): \(figures.reduce(0) { $0 + $1.tilesBeyondLimit }) of \(figures.reduce(0) { $0 + $1.tiles }) tiles are unlike \
      anything the model has learnt: treat the map there as a draft, or teach it.
      """
    }
    guard let first = found.first, found.count > 3 else {
      return found.map { sentence("'\($0.name)'", [$0.figures]) }
    }
    return [sentence("'\(first.name)' and \(found.count - 1) other inputs", found.map(\.figures))]
  }
}

extension MapSummary.Input {
  /// The ground in tiles beyond the limit; nil where there are no figures or it has no place on the map.
  fileprivate var areaBeyondLimit: Area? { isOnMap ? unfamiliarity.map { surveyedArea * $0.share } : nil }
}
