import FieldGeometry

/// A path with its heights relative to the take-off, and how fast the climb speed lets it be flown.
struct HeightProfile: Sendable {
  /// The corners.
  let path: [Vector]
  /// The height of each corner over the take-off, in metres.
  let heights: [Double]
  /// The distance of each corner from the start, in metres over the ground.
  let distances: [Double]
  /// The highest speed over the ground, in metres per second; infinite on the level.
  let speedLimit: Double

  init(path: [Vector], heights: [Double], speedLimit: Double) {
    self.path = path
    self.heights = heights
    self.speedLimit = speedLimit
    var distances = [0.0]
    for (corner, next) in zip(path, path.dropFirst()) {
      distances.append(distances[distances.count - 1] + (next - corner).length)
    }
    self.distances = distances
  }

  /// The height at a distance from the start.
  func height(at distance: Double) -> Double { ProfileShape.height(at: distance, distances, heights) }

  /// The corners between two distances and the ends there, with their heights.
  func piece(from first: Double, to last: Double, start: Vector, end: Vector) -> (path: [Vector], heights: [Double]) {
    let inner = path.indices.filter { distances[$0] > first + 1e-6 && distances[$0] < last - 1e-6 }
    return (
      [start] + inner.map { path[$0] } + [end],
      [height(at: first)] + inner.map { heights[$0] } + [height(at: last)]
    )
  }
}
