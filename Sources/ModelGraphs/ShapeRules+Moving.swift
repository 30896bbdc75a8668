/// Operations that move values and compute none (the operators' definitions at onnx.ai).
extension ShapeRules {
  /// Operations with more than one output.
  static let several: Set<String> = ["Split", "TopK", "LSTM", "GRU", "RNN"]

  /// The shape of the first output; nil where there is no rule, or too little is known.
  static func moved(_ input: Input) -> [Int]? {
    switch input.operation {
    case "Slice": return sliced(input)
    case "Squeeze": return squeezed(input)
    case "Unsqueeze": return unsqueezed(input)
    case "Expand":
      guard let shape = input.shape, let wanted = input.constant(1)?.integers else { return nil }
      return Dimensions.broadcast(shape, wanted)
    case "Gather":
      guard let shape = input.shape, input.shapes.count > 1, let indices = input.shapes[1],
        let axis = index(input.attributes.integer("axis") ?? 0, of: shape.count)
      else { return nil }
      return Array(shape[..<axis]) + indices + Array(shape[(axis + 1)...])
    case "GatherElements": return input.shapes.count > 1 ? input.shapes[1] : nil
    case "GatherND": return gatheredByPlaces(input)
    case "Tile":
      guard let shape = input.shape, let repeats = input.constant(1)?.integers, repeats.count == shape.count,
        repeats.allSatisfy({ (0...Dimensions.most).contains($0) })
      else { return nil }
      return zip(shape, repeats).map { min($0 * $1, Dimensions.most + 1) }
    case "Shape": return input.shape.map { [$0.count] }
    case "Size": return []
    case "Range": return nil
    case "ConstantOfShape": return input.constant(0)?.integers
    case "DepthToSpace": return depthToSpace(input)
    case "SpaceToDepth": return spaceToDepth(input)
    case "ArgMax", "ArgMin":
      guard let shape = input.shape, let axis = index(input.attributes.integer("axis") ?? 0, of: shape.count) else {
        return nil
      }
      let keeps = input.attributes.integer("keepdims") != 0
      return shape.indices.compactMap { $0 == axis ? (keeps ? 1 : nil) : shape[$0] }
    case "Einsum": return EinsteinSum(input)?.shape
    case "OneHot":
      guard let shape = input.shape, let depth = input.constant(1)?.integers?.first,
        let axis = index(input.attributes.integer("axis") ?? -1, of: shape.count + 1)
      else { return nil }
      return Array(shape[..<axis]) + [depth] + Array(shape[axis...])
    case "GridSample":
      guard let shape = input.shape, input.shapes.count > 1, let grid = input.shapes[1], grid.count == shape.count,
        shape.count > 2
      else { return nil }
      return Array(shape.prefix(2)) + grid[1..<(grid.count - 1)]
    default: return nil
    }
  }

  /// A part of one dimension.
  struct Cut {
    let start: Int
    /// Where it ends, itself left out; -1 for a part that runs backwards to the first value.
    let end: Int
    let step: Int
    /// How many values it has.
    var count: Int { max(0, step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step) }
  }

  /// What a slice takes of each axis that it names; nil where that is not known.
  static func slices(_ input: Input) -> [Int: Cut]? {
    guard let shape = input.shape, let starts = input.attributes.places("starts") ?? input.constant(1)?.integers,
      let ends = input.attributes.places("ends") ?? input.constant(2)?.integers, starts.count == ends.count
    else { return nil }
    let hasAxes = input.shapes.count > 3 && input.shapes[3] != nil
    let hasSteps = input.shapes.count > 4 && input.shapes[4] != nil
    let axes = input.attributes.integers("axes") ?? (hasAxes ? input.constant(3)?.integers : Array(starts.indices))
    let steps = hasSteps ? input.constant(4)?.integers : Array(repeating: 1, count: starts.count)
    guard let axes, let steps, axes.count == starts.count, steps.count == starts.count,
      steps.allSatisfy({ $0 != 0 && abs($0) <= Dimensions.most })
    else { return nil }
    var cuts: [Int: Cut] = [:]
    for place in axes.indices {
      guard let axis = index(axes[place], of: shape.count) else { return nil }
      let (size, step) = (shape[axis], steps[place])
      func counted(_ place: Int) -> Int { place < 0 ? place + size : place }
      let range = step > 0 ? 0...size : -1...(size - 1)
      func clamped(_ place: Int) -> Int { min(max(place, range.lowerBound), range.upperBound) }
      cuts[axis] = Cut(start: max(0, clamped(counted(starts[place]))), end: clamped(counted(ends[place])), step: step)
    }
    return cuts
  }

  private static func sliced(_ input: Input) -> [Int]? {
    guard let shape = input.shape, let cuts = slices(input) else { return nil }
    return shape.indices.map { cuts[$0]?.count ?? shape[$0] }
  }

  /// The axes that an operation names in an attribute or in its second input.
  private static func axes(_ input: Input, of count: Int) -> [Int]? {
    guard let stated = input.attributes.integers("axes") ?? input.constant(1)?.integers else { return nil }
    let places = stated.compactMap { index($0, of: count) }
    return places.count == stated.count ? places : nil
  }

  private static func squeezed(_ input: Input) -> [Int]? {
    guard let shape = input.shape else { return nil }
    guard input.attributes.integers("axes") != nil || input.shapes.count > 1 else { return shape.filter { $0 != 1 } }
    guard let places = axes(input, of: shape.count) else { return nil }
    return shape.indices.compactMap { places.contains($0) ? nil : shape[$0] }
  }

  private static func unsqueezed(_ input: Input) -> [Int]? {
    guard let shape = input.shape,
      let stated = input.attributes.integers("axes") ?? input.constant(1)?.integers,
      let places = axes(input, of: shape.count + stated.count), Set(places).count == places.count
    else { return nil }
    var rest = shape[...]
    return (0..<(shape.count + places.count)).map { places.contains($0) ? 1 : rest.removeFirst() }
  }

  private static func gatheredByPlaces(_ input: Input) -> [Int]? {
    guard let shape = input.shape, input.shapes.count > 1, let places = input.shapes[1], let depth = places.last else {
      return nil
    }
    let taken = (input.attributes.integer("batch_dims") ?? 0) + depth
    return taken >= 0 && taken <= shape.count ? Array(places.dropLast()) + shape[taken...] : nil
  }

  private static func depthToSpace(_ input: Input) -> [Int]? {
    guard let shape = input.shape, shape.count == 4, let side = input.attributes.integer("blocksize"), side > 0,
      side <= 1000, shape[1] % (side * side) == 0
    else { return nil }
    return [shape[0], shape[1] / (side * side), shape[2] * side, shape[3] * side]
  }

  private static func spaceToDepth(_ input: Input) -> [Int]? {
    guard let shape = input.shape, shape.count == 4, let side = input.attributes.integer("blocksize"), side > 0,
      side <= 1000, shape[2] % side == 0, shape[3] % side == 0
    else { return nil }
    return [shape[0], shape[1] * side * side, shape[2] / side, shape[3] / side]
  }

  /// The shapes of the outputs of operations that have several.
  static func severalShapes(of input: Input) -> [[Int]?] {
    switch input.operation {
    case "Split": return split(input)
    case "TopK":
      guard var shape = input.shape, let count = input.attributes.integer("k") ?? input.constant(1)?.integers?.first,
        let axis = index(input.attributes.integer("axis") ?? -1, of: shape.count)
      else { return [] }
      shape[axis] = count
      return [shape, shape]
    default: return Recurrence(input)?.shapes ?? []
    }
  }

  private static func split(_ input: Input) -> [[Int]?] {
    guard let shape = input.shape, let axis = index(input.attributes.integer("axis") ?? 0, of: shape.count),
      input.outputCount > 0
    else { return [] }
    func part(_ size: Int) -> [Int] {
      var part = shape
      part[axis] = size
      return part
    }
    if let sizes = input.attributes.integers("split") ?? input.constant(1)?.integers { return sizes.map(part) }
    // Sizes that are computed from an image are not known here.
    if input.shapes.count > 1, input.shapes[1] != nil { return [] }
    let count = input.attributes.integer("num_outputs") ?? input.outputCount
    guard count > 0, count <= Dimensions.most else { return [] }
    let size = (shape[axis] + count - 1) / count
    // The last part is smaller where they do not come out even.
    return (0..<input.outputCount).map { part($0 < count - 1 ? size : shape[axis] - size * (count - 1)) }
  }
}
