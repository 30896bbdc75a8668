/// Draws numbers, each as often as its weight says.
struct WeightedDraw {
  private let sums: [Float]

  /// Takes a weight of at least 0 for each number from 0; one of them is above 0.
  init(_ weights: [Float]) {
    var sum: Float = 0
    sums = weights.map { weight in
      sum += weight
      return sum
    }
  }

  /// The next number.
  func index(using chance: inout some RandomNumberGenerator) -> Int {
    let wanted = Float.random(in: 0..<1, using: &chance) * (sums.last ?? 0)
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > wanted { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
