import Imagery
import Segmentation

extension ModelCard {
  /// What the network says of a tile, from the numbers that it gave.
  ///
  /// A figure that is no number says nothing.
  ///
  /// - Throws: `VisionRuntimeError.scores` where its numbers are not what the card says.
  func scores(from raw: (numbers: [Float], figure: Float), path: String) throws -> TileScores {
    let isKnown = unfamiliarity != nil && raw.figure.isFinite
    return TileScores(
      try probabilities(from: raw.numbers, path: path),
      unfamiliarity: isKnown ? raw.figure : nil
    )
  }

  /// The probabilities of all classes from what the network gave for a tile.
  ///
  /// - Throws: `VisionRuntimeError.scores` where its numbers are not what the card says.
  private func probabilities(from scores: [Float], path: String) throws -> [Float] {
    do {
      let inner = try ClassScores.probabilities(
        scores,
        kind: output.kind,
        channels: channelCount,
        classes: classes.count
      )
      return marginInPixels == 0 ? inner : withMargin(inner)
    } catch let error as ClassScores.NoProbabilities {
      throw VisionRuntimeError.scores(path: path, least: error.least, most: error.most)
    }
  }

  /// Probabilities as large as the tile, 0 for all classes in its margin.
  private func withMargin(_ inner: [Float]) -> [Float] {
    let (side, part, margin) = (input.widthInPixels, scoredSideInPixels, marginInPixels)
    var whole = [Float](repeating: 0, count: classes.count * side * side)
    for line in 0..<classes.count * part {
      let (index, row) = (line / part, line % part)
      let start = (index * side + margin + row) * side + margin
      whole.replaceSubrange(start..<start + part, with: inner[line * part..<(line + 1) * part])
    }
    return whole
  }
}
