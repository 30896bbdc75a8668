/// Arithmetic on shapes that a broken file cannot make overflow.
enum Dimensions {
  /// More than any tensor has along one dimension.
  static let most = 1 << 31

  /// A shape whose dimensions can be; nil otherwise.
  static func checked(_ shape: [Int]?) -> [Int]? {
    guard let shape, shape.allSatisfy({ $0 > 0 && $0 <= most }) else { return nil }
    return shape
  }

  /// The product; nil where it is too large for a number.
  static func product(_ factors: [Int]) -> Int? {
    var product = 1
    for factor in factors {
      let (next, overflow) = product.multipliedReportingOverflow(by: factor)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }

  /// The shape of an element-by-element operation on two tensors; nil where they do not fit.
  static func broadcast(_ first: [Int], _ second: [Int]) -> [Int]? {
    let count = max(first.count, second.count)
    let (a, b) = (padded(first, to: count), padded(second, to: count))
    var shape: [Int] = []
    for (one, other) in zip(a, b) {
      guard one == other || one == 1 || other == 1 else { return nil }
      shape.append(max(one, other))
    }
    return shape
  }

  private static func padded(_ shape: [Int], to count: Int) -> [Int] {
    Array(repeating: 1, count: count - shape.count) + shape
  }
}
