/// Finds the least value of a smooth function (L-BFGS: Nocedal and Wright 2006, Numerical Optimization, algorithm 7.5).
struct QuasiNewton {
  /// How many earlier steps its picture of the curvature is made of.
  private static let memory = 10
  /// A step has to lower the function by this share of what the slope promises (algorithm 3.1).
  private static let sufficientDecrease = 1e-4
  private static let halvings = 20

  /// The most steps.
  var steps = 60
  /// A gradient that is shorter ends the search.
  var tolerance: Float = 1e-5

  /// Walks downhill.
  ///
  /// - Parameters:
  ///   - start: where the search begins.
  ///   - function: the value and the gradient at a point.
  /// - Returns: the lowest point that was found.
  /// - Throws: `CancellationError` where the task is cancelled.
  func minimise(
    from start: [Float],
    _ function: ([Float]) -> (value: Double, gradient: [Float])
  ) throws -> [Float] {
    var point = start
    var (value, gradient) = function(point)
    var history: [(move: [Float], change: [Float], curvature: Float)] = []
    for _ in 0..<steps {
      try Task.checkCancellation()
      let length = dot(gradient, gradient).squareRoot()
      guard length > tolerance else { break }
      var direction = Self.direction(gradient, history)
      var slope = dot(gradient, direction)
      if slope >= 0 {
        history = []
        direction = gradient.map { -$0 }
        slope = -length * length
      }
      // Without a picture of the curvature yet the gradient's length says nothing of the distance.
      var step: Float = history.isEmpty ? min(1, 1 / length) : 1
      var next: (point: [Float], value: Double, gradient: [Float])?
      for _ in 0..<Self.halvings {
        let candidate = zip(point, direction).map { $0 + step * $1 }
        let found = function(candidate)
        if found.value <= value + Self.sufficientDecrease * Double(step * slope) {
          next = (candidate, found.value, found.gradient)
          break
        }
        step /= 2
      }
      guard let next else { break }
      let move = zip(next.point, point).map { $0 - $1 }
      let change = zip(next.gradient, gradient).map { $0 - $1 }
      let curvature = dot(move, change)
      if curvature > 0 {
        history.append((move, change, curvature))
        if history.count > Self.memory { history.removeFirst() }
      }
      (point, value, gradient) = next
    }
    return point
  }

  /// The gradient turned by the curvature of the earlier steps, downhill.
  private static func direction(
    _ gradient: [Float],
    _ history: [(move: [Float], change: [Float], curvature: Float)]
  ) -> [Float] {
    var turned = gradient
    var factors: [Float] = []
    for entry in history.reversed() {
      let factor = dot(entry.move, turned) / entry.curvature
      factors.append(factor)
      for index in turned.indices { turned[index] -= factor * entry.change[index] }
    }
    if let last = history.last {
      let scale = last.curvature / max(dot(last.change, last.change), .leastNormalMagnitude)
      for index in turned.indices { turned[index] *= scale }
    }
    for (entry, factor) in zip(history, factors.reversed()) {
      let other = dot(entry.change, turned) / entry.curvature
      for index in turned.indices { turned[index] += (factor - other) * entry.move[index] }
    }
    return turned.map { -$0 }
  }
}

/// The sum of products.
private func dot(_ first: [Float], _ second: [Float]) -> Float {
  var sum: Float = 0
  for index in first.indices { sum += first[index] * second[index] }
  return sum
}
