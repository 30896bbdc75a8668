/// Pixels that are left out, and those that are learnt from meanwhile.
struct Fold: Sendable {
  /// What is learnt from.
  let learnt: [Int]
  /// What is left out; never seen in a changed view.
  let left: [Int]
}

extension LabelledFeatures {
  /// A picture with more of a class than this share shows it alone.
  private static let aloneShare: Float = 0.9

  /// What is left out as a whole: a picture, or a part of one.
  private struct Unit: Hashable {
    let group: Int
    let part: Int
  }

  /// Leaves out each pixel once, by pictures.
  ///
  /// A picture that alone shows a class is left out in parts: without all of it nothing is known of the class, and the head
  /// that says it least would look best.
  ///
  /// - Parameter most: more pictures are left out several at a time.
  /// - Returns: the folds; none where nothing could be learnt from the rest.
  func folds(most: Int) -> [Fold] {
    let alone = groupsAlone
    let units = pixels.map { Unit(group: $0.group, part: alone.contains($0.group) ? $0.part : 0) }
    let known = Set(units).sorted { ($0.group, $0.part) < ($1.group, $1.part) }
    let count = min(most, known.count)
    let order = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($0.element, $0.offset % max(1, count)) })
    return (0..<count).compactMap { fold in
      let left = pixels.indices.filter { order[units[$0]] == fold && !pixels[$0].isChanged }
      let learnt = pixels.indices.filter { order[units[$0]] != fold }
      let labels = Set(learnt.map { pixels[$0].label })
      return labels.count < 2 || left.isEmpty ? nil : Fold(learnt: learnt, left: left)
    }
  }

  /// The pictures that show a class nearly alone.
  private var groupsAlone: Set<Int> {
    var sums = [[Int: Float]](repeating: [:], count: classCount)
    for pixel in pixels where !pixel.isChanged { sums[pixel.label][pixel.group, default: 0] += pixel.weight }
    return Set(
      sums.compactMap { shares in
        let total = shares.values.reduce(0, +)
        return shares.first { $0.value > Self.aloneShare * total }?.key
      }
    )
  }
}
