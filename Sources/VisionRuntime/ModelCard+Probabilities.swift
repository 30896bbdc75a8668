import Imagery

extension ModelCard {
  /// The probabilities of all classes from what the network gave for a tile.
  ///
  /// - Throws: `VisionRuntimeError.scores` where its numbers are not what the card says.
  func probabilities(from scores: [Float], path: String) throws -> [Float] {
    do {
      return try ClassScores.probabilities(
        scores,
        kind: output.kind,
        channels: channelCount,
        classes: classes.count
      )
    } catch let error as ClassScores.NoProbabilities {
      throw VisionRuntimeError.scores(path: path, least: error.least, most: error.most)
    }
  }
}
