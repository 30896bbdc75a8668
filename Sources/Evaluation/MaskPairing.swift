/// Finds for each predicted mask its truth, by name.
public enum MaskPairing {
  /// The name of a mask without folder, extension and a `.mask` before it.
  public static func stem(of path: String) -> String {
    var name = Substring(path.split(separator: "/").last ?? "")
    if let dot = name.lastIndex(of: "."), dot > name.startIndex { name = name[..<dot] }
    return String(name.hasSuffix(".mask") ? name.dropLast(5) : name)
  }

  /// Pairs masks by stem.
  ///
  /// - Parameters:
  ///   - predictions: paths of predicted masks.
  ///   - truths: paths of true masks.
  ///   - truthFolder: where the true masks are, for messages.
  /// - Returns: the pairs in order of their stems, and the true masks without a prediction.
  /// - Throws: `EvaluationError` where a prediction has no truth or two files have the same stem.
  public static func pairs(
    predictions: [String],
    truths: [String],
    truthFolder: String
  ) throws -> (pairs: [(name: String, prediction: String, truth: String)], unmatched: [String]) {
    var remaining = try byStem(truths)
    var pairs: [(name: String, prediction: String, truth: String)] = []
    for (stem, prediction) in try byStem(predictions).sorted(by: { $0.key < $1.key }) {
      guard let truth = remaining.removeValue(forKey: stem) else {
        throw EvaluationError.missingTruth(prediction: prediction, truth: truthFolder)
      }
      pairs.append((stem, prediction, truth))
    }
    return (pairs, remaining.values.sorted())
  }

  private static func byStem(_ paths: [String]) throws -> [String: String] {
    var stems: [String: String] = [:]
    for path in paths {
      if let other = stems.updateValue(path, forKey: stem(of: path)) {
        throw EvaluationError.ambiguousStem(first: other, second: path)
      }
    }
    return stems
  }
}
