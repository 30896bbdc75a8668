/// What the rows of tiles above gave to the probabilities in the rows that they share with the next one, over the whole width
/// of the image: two bytes a pixel for two classes, four for each class but the background where there are more.
///
/// Of two classes the mean probability so far is kept, more finely the nearer it is to a half: which side of it a pixel is on
/// stays as it was, and no probability moves by more than 2 x 10^-5. Of more classes any two may be nearly equal.
struct SharedRows {
  private let width: Int
  /// Codes of means, `[row, column]`; of more than two classes empty.
  private var means: [UInt16]
  /// Sums of weighted probabilities, `[class - 1, row, column]`; of two classes empty.
  private var planes: [[Float]]

  /// The code of a probability of one half, and one less than that steps to either side of it.
  private static let middle: Float = 32767
  private static let steps: Float = 32766
  /// The code where nothing was surveyed so far.
  private static let nothing = UInt16.max

  init(rowCount: Int, width: Int, classCount: Int) {
    self.width = width
    let isOfTwoClasses = classCount == 2
    means = [UInt16](repeating: 0, count: isOfTwoClasses ? rowCount * width : 0)
    let plane = [Float](repeating: 0, count: isOfTwoClasses ? 0 : rowCount * width)
    planes = Array(repeating: plane, count: isOfTwoClasses ? 0 : classCount - 1)
  }

  /// Keeps a part of a row.
  ///
  /// - Parameters:
  ///   - sums: the sums of weighted probabilities, `[class - 1, place]`; those of the first are below 0 where nothing was
  ///     surveyed.
  ///   - start: the place in them of the first pixel.
  ///   - row: which of the rows.
  ///   - rowWeight: the sum of the weights along the column so far.
  ///   - columnScales: one over the sum of the weights along the row, for each column of the image.
  ///   - columns: the columns of the image.
  mutating func keep(
    _ sums: [[Float]],
    at start: Int,
    row: Int,
    _ rowWeight: Float,
    _ columnScales: [Float],
    _ columns: Range<Int>
  ) {
    let target = row * width + columns.lowerBound
    if planes.isEmpty {
      Self.encode(sums[0], at: start, 1 / rowWeight, columnScales, columns, &means, at: target)
    }
    for index in planes.indices {
      let plane = sums[index]
      let given = plane.span
      var kept = planes[index].mutableSpan
      for place in 0..<columns.count { kept[target + place] = given[start + place] }
    }
  }

  /// Gives back the sums of a part of a row.
  ///
  /// - Parameters:
  ///   - row: which of the rows.
  ///   - rowWeight: the sum of the weights along the column when it was kept.
  ///   - columnSums: the sum of the weights along the row, for each column of the image.
  ///   - columns: the columns of the image.
  ///   - sums: takes them.
  ///   - target: where the first goes.
  func restore(
    row: Int,
    _ rowWeight: Float,
    _ columnSums: [Float],
    _ columns: Range<Int>,
    into sums: inout [[Float]],
    at target: Int
  ) {
    let source = row * width + columns.lowerBound
    if planes.isEmpty { decode(at: source, rowWeight, columnSums, columns, into: &sums[0], at: target) }
    for index in planes.indices {
      let plane = planes[index]
      let kept = plane.span
      var given = sums[index].mutableSpan
      for place in 0..<columns.count { given[target + place] = kept[source + place] }
    }
  }

  private static func encode(
    _ sums: [Float],
    at start: Int,
    _ rowScale: Float,
    _ columnScales: [Float],
    _ columns: Range<Int>,
    _ means: inout [UInt16],
    at target: Int
  ) {
    let given = sums.span
    let scales = columnScales.span
    var kept = means.mutableSpan
    for place in 0..<columns.count {
      let sum = given[start + place]
      let mean = min(max(sum * (rowScale * scales[columns.lowerBound + place]), 0), 1)
      // The root of the distance from one half.
      let distance = 2 * mean - 1
      let root = distance.magnitude.squareRoot()
      let step = (distance < 0 ? -root : root) * steps + middle
      let code = UInt16(truncatingIfNeeded: step.nearestWhole)
      kept[target + place] = sum < 0 ? nothing : code
    }
  }

  private func decode(
    at source: Int,
    _ rowWeight: Float,
    _ columnSums: [Float],
    _ columns: Range<Int>,
    into sums: inout [Float],
    at target: Int
  ) {
    let kept = means.span
    let weights = columnSums.span
    var given = sums.mutableSpan
    for place in 0..<columns.count {
      let code = kept[source + place]
      let root = (Float(code) - Self.middle) / Self.steps
      let sum = (0.5 + 0.5 * root * root.magnitude) * (rowWeight * weights[columns.lowerBound + place])
      given[target + place] = code == Self.nothing ? -1 : sum
    }
  }
}
