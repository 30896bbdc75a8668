/// Arithmetic on heights along a path: `distances` rise, and each has its height.
enum ProfileShape {
  /// The fewest of the samples that a polyline needs to pass all others within a tolerance.
  ///
  /// Each chord's slope is the mean of the slopes under it, so that a slope limit that held before holds after.
  static func thinned(_ distances: [Double], _ heights: [Double], tolerance: Double) -> [Int] {
    ChordThinning.thinned(distances.count, tolerance: tolerance) { index, first, last in
      let slope = (heights[last] - heights[first]) / max(distances[last] - distances[first], 1e-12)
      return abs(heights[index] - heights[first] - slope * (distances[index] - distances[first]))
    }
    .kept
  }

  /// The lowest heights that are nowhere below the given ones and nowhere steeper than the limits.
  ///
  /// - Parameters:
  ///   - distances: the distances of the samples from the start.
  ///   - heights: the heights of the samples.
  ///   - up: the steepest rise in the direction of flight, metres per metre.
  ///   - down: the steepest fall, without its sign.
  /// - Returns: the raised heights.
  static func raised(_ distances: [Double], _ heights: [Double], up: Double, down: Double) -> [Double] {
    var raised = heights
    for index in raised.indices.dropFirst() {
      raised[index] = max(raised[index], raised[index - 1] - down * (distances[index] - distances[index - 1]))
    }
    for index in raised.indices.dropLast().reversed() {
      raised[index] = max(raised[index], raised[index + 1] - up * (distances[index + 1] - distances[index]))
    }
    return raised
  }

  /// The highest speed at which every piece keeps to a climb and a descent speed; infinite on the level.
  static func speedLimit(_ distances: [Double], _ heights: [Double], climb: Double, descent: Double) -> Double {
    var limit = Double.infinity
    for index in distances.indices.dropFirst() {
      let rise = heights[index] - heights[index - 1]
      let length = distances[index] - distances[index - 1]
      guard rise != 0 else { continue }
      limit = min(limit, length * (rise > 0 ? climb : descent) / abs(rise))
    }
    return limit
  }

  /// The height at a distance, between the samples on a straight line.
  static func height(at distance: Double, _ distances: [Double], _ heights: [Double]) -> Double {
    guard let next = distances.firstIndex(where: { $0 >= distance }) else { return heights.last ?? 0 }
    guard next > 0 else { return heights[0] }
    let length = distances[next] - distances[next - 1]
    let part = length > 0 ? (distance - distances[next - 1]) / length : 1
    return heights[next - 1] + (heights[next] - heights[next - 1]) * part
  }
}
