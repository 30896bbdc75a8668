/// Small dense systems of linear equations.
enum LinearSystem {
  /// Cholesky's decomposition of a symmetric positive definite matrix.
  ///
  /// - Returns: the lower factor; nil where the matrix is not positive definite.
  static func lower(_ matrix: [[Double]]) -> [[Double]]? {
    let count = matrix.count
    var lower = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for row in 0..<count {
      for column in 0...row {
        var sum = matrix[row][column]
        for index in 0..<column { sum -= lower[row][index] * lower[column][index] }
        if row == column {
          guard sum > 0 else { return nil }
          lower[row][row] = sum.squareRoot()
        } else {
          lower[row][column] = sum / lower[column][column]
        }
      }
    }
    return lower
  }

  /// Solves L x = b for a lower factor L.
  static func forward(_ lower: [[Double]], _ right: [Double]) -> [Double] {
    var solution = right
    for row in right.indices {
      for index in 0..<row { solution[row] -= lower[row][index] * solution[index] }
      solution[row] /= lower[row][row]
    }
    return solution
  }

  /// Solves A x = b for a symmetric positive definite A.
  ///
  /// - Returns: x; nil where A is not positive definite.
  static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
    guard let lower = lower(matrix) else { return nil }
    let count = right.count
    var solution = forward(lower, right)
    for row in stride(from: count - 1, through: 0, by: -1) {
      for index in row + 1..<max(row + 1, count) { solution[row] -= lower[index][row] * solution[index] }
      solution[row] /= lower[row][row]
    }
    return solution
  }
}
