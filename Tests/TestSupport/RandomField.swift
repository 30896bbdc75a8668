/// A made-up outline for property tests: an angle and a distance from the middle for each corner, in rising angles, so
/// that it never meets itself.
public struct RandomField: Sendable {
  /// The corners as metres east and north.
  public let outer: [(east: Double, north: Double)]
  /// A hole around the middle.
  public let hole: [(east: Double, north: Double)]

  /// Makes a field of some size, in metres.
  public init(seed: UInt64, corners: Int, radius: Double) {
    var generator = SeededGenerator(seed: seed)
    func star(_ corners: Int, _ range: ClosedRange<Double>, _ scale: Double) -> [(east: Double, north: Double)] {
      (0..<corners).map { index in
        let distance = Double.random(in: range, using: &generator) * scale
        let turn = (Double(index) + Double.random(in: -0.3...0.3, using: &generator)) / Double(corners)
        return (distance * RandomField.cosine(turn), distance * RandomField.cosine(turn - 0.25))
      }
    }
    outer = star(corners, 0.5...1, radius)
    hole = star(7, 0.5...1, radius * 0.2)
  }

  /// The cosine of a part of a turn, by its series; test support imports nothing.
  private static func cosine(_ turns: Double) -> Double {
    let angle = (turns - turns.rounded()) * 2 * .pi
    var term = 1.0
    var sum = 1.0
    for index in stride(from: 1.0, through: 39, by: 2) {
      term *= -angle * angle / (index * (index + 1))
      sum += term
    }
    return sum
  }
}
