import FieldGeometry

/// The time for straight legs from stop to stop, in plain numbers for the inner loops of the search.
struct LegTimes: Sendable {
  /// The highest speed, in metres per second.
  let speed: Double
  /// The acceleration and deceleration, in metres per second squared.
  let acceleration: Double

  /// The time for a length in metres, in seconds.
  func seconds(_ length: Double) -> Double {
    guard length > speed * speed / acceleration else { return 2 * (max(0, length) / acceleration).squareRoot() }
    return length / speed + speed / acceleration
  }

  /// The time between two places.
  func seconds(_ from: Vector, _ to: Vector) -> Double {
    let x = to.x - from.x
    let y = to.y - from.y
    return seconds((x * x + y * y).squareRoot())
  }

  /// The time along a list of corners.
  func seconds(along path: [Vector]) -> Double {
    var sum = 0.0
    for index in path.indices.dropFirst() { sum += seconds(path[index - 1], path[index]) }
    return sum
  }
}
