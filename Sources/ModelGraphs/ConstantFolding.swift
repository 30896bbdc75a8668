/// What follows from constants and shapes alone: the small tensors of sizes, axes and factors by which exporters say how
/// large a network's tensors are.
///
/// As a runtime would reckon them once, before the first image. Tensors of more than 64 numbers are left alone.
enum ConstantFolding {
  /// The numbers of each output; nil where they do not follow.
  ///
  /// - Parameters:
  ///   - input: the operation with what goes in.
  ///   - shapes: the shapes of the outputs, as far as they are known.
  /// - Returns: a value for each output.
  static func values(of input: ShapeRules.Input, shapes: [[Int]?]) -> [Constant?] {
    if input.operation == "Split", let parts = split(input, shapes) { return parts }
    return [value(of: input, shape: shapes.first ?? nil)]
      + Array(repeating: nil, count: max(0, input.outputCount - 1))
  }

  private static func value(of input: ShapeRules.Input, shape: [Int]?) -> Constant? {
    switch input.operation {
    case "Shape": return shapeOf(input)
    case "Size":
      return input.shape.flatMap(Dimensions.product).flatMap { Constant(shape: [], integers: [$0]) }
    case "ConstantOfShape":
      guard let shape, let count = Dimensions.product(shape), count <= Constant.most else { return nil }
      let filling = input.attributes.tensor("value")
      if let number = filling?.numbers?.first {
        return Constant(shape: shape, numbers: Array(repeating: number, count: count))
      }
      // Where none is set it is the number 0.
      let whole = filling?.integers?.first
      return whole.map { Constant(shape: shape, integers: Array(repeating: $0, count: count)) }
        ?? Constant(shape: shape, numbers: Array(repeating: 0, count: count))
    case "Range":
      guard let from = input.constant(0)?.integers?.first, let to = input.constant(1)?.integers?.first,
        let step = input.constant(2)?.integers?.first, step != 0, abs(to - from) / abs(step) < Constant.most
      else { return nil }
      let values = Array(stride(from: from, to: to, by: step))
      return Constant(shape: [values.count], integers: values)
    default: break
    }
    guard let first = input.constant(0) else { return nil }
    switch input.operation {
    case "Identity", "Unsqueeze", "Squeeze", "Reshape", "Flatten":
      return shape.map { Constant(first, shape: $0) }
    case "Cast": return cast(first, to: input.attributes.integer("to"))
    case "Gather": return gathered(first, input, shape)
    case "Slice": return sliced(first, input)
    case "Concat": return joined(input)
    case "Expand", "Tile":
      guard let shape, shape.count <= 1, let count = Dimensions.product(shape), count <= Constant.most else {
        return nil
      }
      return repeated(first, count: count, shape: shape)
    case let operation where operation.hasPrefix("Reduce"): return reduced(first, operation, shape)
    case "Where":
      guard let shape, let chosen = first.integers, let yes = input.constant(1), let no = input.constant(2) else {
        return nil
      }
      return elementwise([Constant(shape: first.shape, integers: chosen), yes, no], shape: shape) {
        $0[0] != 0 ? $0[1] : $0[2]
      }
    default: return arithmetic(input, shape)
    }
  }

  private static func shapeOf(_ input: ShapeRules.Input) -> Constant? {
    guard let shape = input.shape else { return nil }
    func place(_ name: String, _ fallback: Int) -> Int {
      let place = input.attributes.integer(name) ?? fallback
      return min(max(place < 0 ? place + shape.count : place, 0), shape.count)
    }
    let (start, end) = (place("start", 0), place("end", shape.count))
    let part = start < end ? Array(shape[start..<end]) : []
    return Constant(shape: [part.count], integers: part)
  }

  /// The types of ONNX: 6, 7, 9 and the like are whole.
  private static func cast(_ value: Constant, to type: Int?) -> Constant? {
    let isWhole = [2, 3, 4, 5, 6, 7, 9, 12, 13].contains(type ?? 0)
    guard isWhole else { return value.values.flatMap { Constant(shape: value.shape, numbers: $0) } }
    guard let numbers = value.numbers else { return value }
    let whole = numbers.compactMap { Int(exactly: $0.rounded(.towardZero)) }
    guard whole.count == numbers.count else { return nil }
    return Constant(shape: value.shape, integers: type == 9 ? whole.map { $0 == 0 ? 0 : 1 } : whole)
  }

  private static func gathered(_ data: Constant, _ input: ShapeRules.Input, _ shape: [Int]?) -> Constant? {
    guard data.shape.count == 1, let shape, let places = input.constant(1)?.integers else { return nil }
    let indices = places.map { $0 < 0 ? $0 + data.shape[0] : $0 }
    return picked(data, indices, shape: shape)
  }

  private static func sliced(_ data: Constant, _ input: ShapeRules.Input) -> Constant? {
    guard data.shape.count == 1, let cut = ShapeRules.slices(input)?[0] else { return nil }
    let indices = Array(stride(from: cut.start, to: cut.end, by: cut.step))
    return picked(data, indices, shape: [indices.count])
  }

  private static func split(_ input: ShapeRules.Input, _ shapes: [[Int]?]) -> [Constant?]? {
    guard let data = input.constant(0), data.shape.count == 1 else { return nil }
    let sizes = shapes.compactMap { $0?.first }
    guard sizes.count == input.outputCount else { return nil }
    var start = 0
    return sizes.map { size in
      defer { start += size }
      return picked(data, Array(start..<(start + size)), shape: [size])
    }
  }

  private static func picked(_ data: Constant, _ indices: [Int], shape: [Int]) -> Constant? {
    if let integers = data.integers, indices.allSatisfy(integers.indices.contains) {
      return Constant(shape: shape, integers: indices.map { integers[$0] })
    }
    if let numbers = data.numbers, indices.allSatisfy(numbers.indices.contains) {
      return Constant(shape: shape, numbers: indices.map { numbers[$0] })
    }
    return nil
  }

  private static func joined(_ input: ShapeRules.Input) -> Constant? {
    let parts = input.constants.compactMap { $0 }
    guard parts.count == input.constants.count, parts.allSatisfy({ $0.shape.count == 1 }) else { return nil }
    let integers = parts.compactMap(\.integers)
    if integers.count == parts.count {
      let all = integers.flatMap(\.self)
      return Constant(shape: [all.count], integers: all)
    }
    let numbers = parts.compactMap(\.values)
    guard numbers.count == parts.count else { return nil }
    let all = numbers.flatMap(\.self)
    return Constant(shape: [all.count], numbers: all)
  }

  private static func repeated(_ value: Constant, count: Int, shape: [Int]) -> Constant? {
    if let integers = value.integers, !integers.isEmpty {
      return Constant(shape: shape, integers: (0..<count).map { integers[$0 % integers.count] })
    }
    guard let numbers = value.numbers, !numbers.isEmpty else { return nil }
    return Constant(shape: shape, numbers: (0..<count).map { numbers[$0 % numbers.count] })
  }

  private static func reduced(_ value: Constant, _ operation: String, _ shape: [Int]?) -> Constant? {
    guard let shape, Dimensions.product(shape) == 1, let values = value.values, !values.isEmpty else { return nil }
    let result: Double
    switch operation {
    case "ReduceProd": result = values.reduce(1, *)
    case "ReduceSum": result = values.reduce(0, +)
    case "ReduceMax": result = values.reduce(-.infinity, max)
    case "ReduceMin": result = values.reduce(.infinity, min)
    default: return nil
    }
    return number(value.integers != nil, [result], shape: shape)
  }

  private static func arithmetic(_ input: ShapeRules.Input, _ shape: [Int]?) -> Constant? {
    let parts = input.constants.compactMap { $0 }
    guard let shape, parts.count == input.constants.count, let first = parts.first else { return nil }
    let isWhole = parts.allSatisfy { $0.integers != nil }
    let compute: ([Double]) -> Double
    switch (input.operation, parts.count) {
    case ("Add", 2): compute = { $0[0] + $0[1] }
    case ("Sub", 2): compute = { $0[0] - $0[1] }
    case ("Mul", 2): compute = { $0[0] * $0[1] }
    case ("Div", 2): compute = { isWhole ? ($0[0] / $0[1]).rounded(.towardZero) : $0[0] / $0[1] }
    case ("Mod", 2): compute = { $0[0] - $0[1] * ($0[0] / $0[1]).rounded(.down) }
    case ("Pow", 2): compute = { Self.power($0[0], $0[1]) }
    case ("Max", _): compute = { $0.max() ?? 0 }
    case ("Min", _): compute = { $0.min() ?? 0 }
    case ("Equal", 2): compute = { $0[0] == $0[1] ? 1 : 0 }
    case ("Less", 2): compute = { $0[0] < $0[1] ? 1 : 0 }
    case ("LessOrEqual", 2): compute = { $0[0] <= $0[1] ? 1 : 0 }
    case ("Greater", 2): compute = { $0[0] > $0[1] ? 1 : 0 }
    case ("GreaterOrEqual", 2): compute = { $0[0] >= $0[1] ? 1 : 0 }
    case ("And", 2): compute = { $0[0] != 0 && $0[1] != 0 ? 1 : 0 }
    case ("Or", 2): compute = { $0[0] != 0 || $0[1] != 0 ? 1 : 0 }
    case ("Not", 1): compute = { $0[0] == 0 ? 1 : 0 }
    case ("Neg", 1): compute = { -$0[0] }
    case ("Abs", 1): compute = { abs($0[0]) }
    case ("Floor", 1): compute = { $0[0].rounded(.down) }
    case ("Ceil", 1): compute = { $0[0].rounded(.up) }
    case ("Round", 1): compute = { $0[0].rounded(.toNearestOrEven) }
    case ("Sqrt", 1): compute = { $0[0].squareRoot() }
    default: return nil
    }
    let isTruth = ["Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual"].contains(input.operation)
    guard let result = elementwise(parts, shape: shape, compute) else { return nil }
    return isTruth ? number(true, result.values ?? [], shape: first.shape.isEmpty ? shape : result.shape) : result
  }

  /// A power with a whole exponent; others no exporter asks of a shape.
  private static func power(_ base: Double, _ exponent: Double) -> Double {
    guard exponent >= 0, exponent <= 64, exponent == exponent.rounded() else { return .nan }
    return (0..<(Int(exactly: exponent) ?? 0)).reduce(1) { product, _ in product * base }
  }

  /// Numbers one by one, of tensors of one row and of single numbers.
  private static func elementwise(_ parts: [Constant?], shape: [Int], _ compute: ([Double]) -> Double) -> Constant? {
    let values = parts.compactMap { $0?.values }
    guard values.count == parts.count, let count = Dimensions.product(shape), count <= Constant.most,
      values.allSatisfy({ $0.count == 1 || $0.count == count })
    else { return nil }
    let result = (0..<count).map { index in compute(values.map { $0.count == 1 ? $0[0] : $0[index] }) }
    return number(parts.allSatisfy { $0?.integers != nil }, result, shape: shape)
  }

  private static func number(_ isWhole: Bool, _ values: [Double], shape: [Int]) -> Constant? {
    guard values.allSatisfy(\.isFinite) else { return nil }
    guard isWhole else { return Constant(shape: shape, numbers: values) }
    let whole = values.compactMap { Int(exactly: $0) }
    return whole.count == values.count ? Constant(shape: shape, integers: whole) : nil
  }
}
