/// Least squares with coefficients that are not below zero.
enum NonNegativeFit {
  /// The coefficients with the least weighted sum of squares.
  ///
  /// With at most six columns every set of coefficients that may be above zero can be tried, which is exact.
  ///
  /// - Parameters:
  ///   - rows: one row of features for each sample.
  ///   - targets: what the samples measured.
  ///   - weights: of the squared errors.
  /// - Returns: one coefficient for each column.
  static func coefficients(rows: [[Double]], targets: [Double], weights: [Double]) -> [Double] {
    let columns = rows.first?.count ?? 0
    var best = [Double](repeating: 0, count: columns)
    var least = error(rows, targets, weights, best)
    // Columns differ by orders of magnitude; scaled ones keep the equations well conditioned.
    let scales = (0..<columns).map { column in max(1e-30, rows.map { $0[column].magnitude }.max() ?? 1) }
    for set in 1..<max(2, 1 << columns) {
      let chosen = (0..<columns).filter { set >> $0 & 1 == 1 }
      var matrix = [[Double]](repeating: [Double](repeating: 0, count: chosen.count), count: chosen.count)
      var right = [Double](repeating: 0, count: chosen.count)
      for (sample, row) in rows.enumerated() {
        for (i, a) in chosen.enumerated() {
          let scaled = row[a] / scales[a] * weights[sample]
          right[i] += scaled * targets[sample]
          for (j, b) in chosen.enumerated() { matrix[i][j] += scaled * row[b] / scales[b] }
        }
      }
      for i in chosen.indices { matrix[i][i] *= 1 + 1e-12 }
      guard let solution = LinearSystem.solve(matrix, right), solution.allSatisfy({ $0 >= 0 }) else { continue }
      var candidate = [Double](repeating: 0, count: columns)
      for (i, a) in chosen.enumerated() { candidate[a] = solution[i] / scales[a] }
      let error = error(rows, targets, weights, candidate)
      if error < least { (best, least) = (candidate, error) }
    }
    return best
  }

  private static func error(_ rows: [[Double]], _ targets: [Double], _ weights: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for (sample, row) in rows.enumerated() {
      let difference = zip(row, b).reduce(-targets[sample]) { $0 + $1.0 * $1.1 }
      sum += weights[sample] * difference * difference
    }
    return sum
  }
}
