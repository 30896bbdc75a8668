public import FieldGeometry
public import Quantities

/// A path that covers a field on a plane: every straight leg counts for what it covers.
public struct CoveragePath: Sendable {
  /// The corners; the first and the last are where the task starts.
  public let corners: [LocalPoint]
  /// The time for all legs, each from stop to stop.
  public let cost: Duration
  /// The length of the path.
  public let length: Length
  /// The part of the field within half a swath beside any leg, from 0 to 1; round ends of legs do not count.
  public let coverage: Double
  /// The length of the path over holes and beyond the outline.
  public let lengthOutside: Length
  /// How the path was found: the direction of the lines and the lanes beside edges that it began with.
  public let strategy: String

  /// Finds a path.
  ///
  /// The same task gives the same path on every machine: the search counts its moves, not the seconds.
  public init(for task: CoverageTask) {
    let found = CoverageSearch(task).best()
    // What is judged is what is printed: tenths of a millimetre.
    let corners = found.path.map { corner in
      Vector(x: (corner.x * 1e4).rounded() / 1e4, y: (corner.y * 1e4).rounded() / 1e4)
    }
    let times = LegTimes(
      speed: task.maximumSpeed.metersPerSecond,
      acceleration: task.acceleration.metersPerSecondSquared
    )
    self.corners = corners.map(LocalPoint.init)
    cost = .bounded(seconds: times.seconds(along: corners))
    length = .meters(zip(corners, corners.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0).length })
    coverage = CoverageMeasure(task.field, swath: task.swath.meters).coverage(of: corners)
    let outside = ForbiddenGround(outside: task.field)
    lengthOutside = .meters(
      zip(corners, corners.dropFirst()).reduce(0) { $0 + outside.length(from: $1.0, to: $1.1) }
    )
    strategy = found.strategy
  }
}
