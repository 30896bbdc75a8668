import FieldGeometry
import FlightPlanning
import Quantities
import TestSupport

/// Invented ground for tests: hills on the plane of the test fields.
struct TestTerrain: ElevationSource {
  var name = "hills.tif"
  var resolution = Length.meters(5)
  private let frame: LocalFrame
  private let hills: [(east: Double, north: Double, height: Double, radius: Double)]
  /// The ground beyond this many metres from the origin is not known.
  var reach = 10_000.0
  /// The ground around this place has no data.
  var gap: Vector?

  init(_ hills: [(east: Double, north: Double, height: Double, radius: Double)] = []) throws {
    frame = try TestFields.frame()
    self.hills = hills
  }

  /// Random hills, the steeper the smaller their radius.
  init(seed: UInt64, height: Double, radius: ClosedRange<Double>) throws {
    var generator = SeededGenerator(seed: seed)
    try self.init(
      (0..<12).map { _ in
        (
          .random(in: -250...250, using: &generator), .random(in: -250...250, using: &generator),
          .random(in: -height...height, using: &generator), .random(in: radius, using: &generator)
        )
      }
    )
  }

  func height(at place: Vector) -> Double {
    hills.reduce(300) { sum, hill in
      let squared = (place - Vector(x: hill.east, y: hill.north)).dot(place - Vector(x: hill.east, y: hill.north))
      let part = squared / (hill.radius * hill.radius)
      // A round top and a foot without a step, without a mathematical library.
      return sum + hill.height / ((1 + part) * (1 + part))
    }
  }

  func elevations(at places: [GeoCoordinate]) -> [GroundElevation] {
    places.map { place in
      let local = Vector(frame.localPoint(of: place))
      if local.length > reach { return .outside }
      if let gap, (local - gap).length < 20 { return .noData }
      return .height(.meters(height(at: local)))
    }
  }
}
