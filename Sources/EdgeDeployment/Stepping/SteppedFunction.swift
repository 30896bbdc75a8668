/// A function of several sizes made of steps and lines, each parameter of which is a function of the next size.
///
/// Inference time against a layer's size rises in steps where a resource works on several values at once:
/// f(x) = d + floor((x - 1) / w) * h, or f(x) = m x + b (Lechner and Jantsch, "Blackthorn", IEEE Access 2021).
public indirect enum SteppedFunction: Hashable, Sendable {
  /// A number, usually milliseconds.
  case constant(Double)
  /// Steps of some width over the size at an index, from a start and by a height that depend on further sizes.
  case steps(index: Int, width: Int, start: SteppedFunction, height: SteppedFunction)
  /// A line over the size at an index.
  case line(index: Int, intercept: SteppedFunction, slope: SteppedFunction)

  /// The value at some sizes, each 1 or more.
  public func callAsFunction(_ sizes: [Int]) -> Double {
    switch self {
    case .constant(let value): value
    case .steps(let index, let width, let start, let height):
      start(sizes) + Double((sizes[index] - 1) / width) * height(sizes)
    case .line(let index, let intercept, let slope): intercept(sizes) + slope(sizes) * Double(sizes[index])
    }
  }

  /// The function as a formula.
  ///
  /// - Parameter names: of the sizes.
  /// - Returns: a formula in the names.
  public func formula(_ names: [String]) -> String {
    func number(_ value: Double) -> String { "\((value * 1e9).rounded() / 1e9)" }
    switch self {
    case .constant(let value): return number(value)
    case .steps(let index, let width, let start, let height):
      return "\(start.formula(names)) + floor((\(names[index])-1)/\(width)) * (\(height.formula(names)))"
    case .line(let index, let intercept, let slope):
      return "\(intercept.formula(names)) + \(names[index]) * (\(slope.formula(names)))"
    }
  }
}
