/// A sum of products over named axes, such as `bij,bjk->bik`.
struct EinsteinSum {
  /// The shape of what comes out.
  let shape: [Int]
  /// The products that are added up; zero where nothing is.
  let multiplyAdds: Int?

  /// Reads the equation; nil where it has an ellipsis, or sizes are not known or do not fit.
  init?(_ input: ShapeRules.Input) {
    guard let equation = input.attributes.text("equation")?.filter({ !$0.isWhitespace }), !equation.contains(".") else {
      return nil
    }
    let sides = equation.split(separator: ">", omittingEmptySubsequences: false)
    let terms = (sides.first ?? "").filter { $0 != "-" }.split(separator: ",", omittingEmptySubsequences: false)
    guard terms.count == input.shapes.count, sides.count <= 2 else { return nil }
    var sizes: [Character: Int] = [:]
    var counts: [Character: Int] = [:]
    for (term, shape) in zip(terms, input.shapes) {
      guard let shape, shape.count == term.count else { return nil }
      for (axis, size) in zip(term, shape) {
        guard sizes[axis] == nil || sizes[axis] == size || size == 1 || sizes[axis] == 1 else { return nil }
        sizes[axis] = max(size, sizes[axis] ?? 1)
        counts[axis, default: 0] += 1
      }
    }
    // Without an arrow what stands once comes out, by the alphabet.
    let out = sides.count == 2 ? Array(sides[1]) : counts.filter { $0.value == 1 }.keys.sorted()
    let shape = out.compactMap { sizes[$0] }
    guard shape.count == out.count else { return nil }
    self.shape = shape
    let isSum = terms.count > 1 && sizes.count > Set(out).count
    multiplyAdds = isSum ? Dimensions.product(Array(sizes.values)) : 0
  }
}
