/// What the row of tiles above gave to the probabilities in the rows that it shares with the next one, over the whole width
/// of the image, in two bytes for each class but the background.
///
/// They are shares of the sum of all weights of a pixel, in 65534ths: half of one moves a probability by less than 10^-5.
struct SharedRows {
  private let width: Int
  /// `[class - 1, row, column]`.
  private var planes: [[UInt16]]

  private static let unit: Float = 65534
  /// No share of the first class: nothing was surveyed so far.
  private static let nothing = UInt16.max

  init(rowCount: Int, width: Int, classCount: Int) {
    self.width = width
    planes = Array(repeating: [UInt16](repeating: 0, count: rowCount * width), count: classCount - 1)
  }

  /// Keeps a part of a row.
  ///
  /// - Parameters:
  ///   - sums: the sums of weighted probabilities, `[class - 1, place]`; those of the first are below 0 where nothing was
  ///     surveyed.
  ///   - start: the place in them of the first pixel.
  ///   - row: which of the rows.
  ///   - rowScale: one over the sum of the weights along the column.
  ///   - columnScales: the same along the row, for each column of the image.
  ///   - columns: the columns of the image.
  mutating func keep(
    _ sums: [[Float]],
    at start: Int,
    row: Int,
    _ rowScale: Float,
    _ columnScales: [Float],
    _ columns: Range<Int>
  ) {
    let scales = columnScales.span
    for index in planes.indices {
      let plane = sums[index]
      let given = plane.span
      let missing = index == 0 ? Self.nothing : 0
      var kept = planes[index].mutableSpan
      let target = row * width + columns.lowerBound
      for place in 0..<columns.count {
        let sum = given[start + place]
        let share = min(max(sum * (rowScale * scales[columns.lowerBound + place]), 0), 1)
        // As where a probability becomes a byte.
        let code = UInt16(truncatingIfNeeded: (share * Self.unit + 0x1p23).bitPattern)
        kept[target + place] = sum < 0 ? missing : code
      }
    }
  }

  /// Gives back the sums of a part of a row.
  ///
  /// - Parameters:
  ///   - row: which of the rows.
  ///   - rowSum: the sum of the weights along the column.
  ///   - columnSums: the same along the row, for each column of the image.
  ///   - columns: the columns of the image.
  ///   - sums: takes them.
  ///   - target: where the first goes.
  func restore(
    row: Int,
    _ rowSum: Float,
    _ columnSums: [Float],
    _ columns: Range<Int>,
    into sums: inout [[Float]],
    at target: Int
  ) {
    let weights = columnSums.span
    let scale = rowSum / Self.unit
    for index in planes.indices {
      let plane = planes[index]
      let kept = plane.span
      let source = row * width + columns.lowerBound
      var given = sums[index].mutableSpan
      for place in 0..<columns.count {
        let code = kept[source + place]
        let sum = Float(code) * (scale * weights[columns.lowerBound + place])
        given[target + place] = index == 0 && code == Self.nothing ? -1 : sum
      }
    }
  }
}
