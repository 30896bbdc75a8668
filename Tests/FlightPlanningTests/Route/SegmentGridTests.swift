import FieldGeometry
import Quantities
import TestSupport
import Testing

@testable import FlightPlanning

/// Sorting into cells changes no answer.
@Suite struct SegmentGridTests {
  private static func crosses(_ first: (Vector, Vector), _ second: (Vector, Vector)) -> Bool {
    let (way, wall) = (first.1 - first.0, second.1 - second.0)
    let sides = (way.cross(second.0 - first.0) > 0, way.cross(second.1 - first.0) > 0)
    return sides.0 != sides.1 && (wall.cross(first.0 - second.0) > 0) != (wall.cross(first.1 - second.0) > 0)
  }

  @Test(arguments: [1, 5, 60, 700]) func crossingsAreThoseOfAll(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    func place(_ reach: Double) -> Vector {
      Vector(x: .random(in: -reach...reach, using: &random), y: .random(in: -reach...reach, using: &random))
    }
    let pieces = (0..<count).map { index in
      let start = place(100)
      // Long ones, short ones, and some along the axes.
      let way = place(index.isMultiple(of: 7) ? 100 : 8)
      let end =
        start
        + (index.isMultiple(of: 5) ? Vector(x: way.x, y: 0) : index.isMultiple(of: 3) ? Vector(x: 0, y: way.y) : way)
      return (start: start, end: end)
    }
    let grid = SegmentGrid(pieces)
    for index in 0..<2000 {
      let start = place(160)
      let end = index.isMultiple(of: 4) ? Vector(x: start.x, y: place(160).y) : place(160)
      let found = grid.contains(from: start, to: end) { Self.crosses((start, end), pieces[$0]) }
      #expect(found == pieces.contains { Self.crosses((start, end), $0) })
    }
  }

  @Test func placesCountAsFarAsTheirMargin() {
    var random = SeededGenerator(seed: 4)
    let places = (0..<300).map { _ in
      Vector(x: .random(in: 0...50, using: &random), y: .random(in: 0...9, using: &random))
    }
    let grid = SegmentGrid(places.map { ($0, $0) }, margin: 0.3)
    for _ in 0..<1000 {
      let ends = (0..<2).map { _ in
        Vector(x: .random(in: -5...55, using: &random), y: .random(in: -5...14, using: &random))
      }
      let found = grid.contains(from: ends[0], to: ends[1]) { places[$0].distance(toSegment: ends[0], ends[1]) < 0.3 }
      #expect(found == places.contains { $0.distance(toSegment: ends[0], ends[1]) < 0.3 })
    }
  }

  @Test func nothingIsNowhere() {
    let way = (Vector(x: -1, y: 0), Vector(x: 1, y: 0))
    #expect(!SegmentGrid([]).contains(from: way.0, to: way.1) { _ in true })
  }

  @Test func theNearestCornerComesFirst() {
    var queue = CornerQueue(count: 4)
    for (corner, seconds) in [(3, 2.0), (1, 5), (2, 2), (1, 1), (0, 9)] { queue.put(corner, seconds: seconds) }
    var order: [Int] = []
    while let next = queue.takeNearest() { order.append(next.corner) }
    #expect(order == [1, 2, 3, 1, 0])
  }

  /// A search that looks at what it needs finds ways as quick as one over all.
  @Test func aSearchTowardsItsAimIsAsQuick() throws {
    var random = SeededGenerator(seed: 9)
    let count = 90
    let corners = (0..<count).map { index in
      let angle = Double(index) / Double(count) * 2 * .pi
      return LocalPoint(
        Vector.unit(direction: angle) * (index.isMultiple(of: 2) ? 300 : .random(in: 90...200, using: &random))
      )
    }
    let boundary = try FieldBoundary(outer: LinearRing(corners))
    let times = TransitTimes(
      dynamics: FlightDynamics(),
      speed: .metersPerSecond(5),
      transitSpeed: .metersPerSecond(10)
    )
    var graph = PathFinder(inside: boundary, clearance: 1, times: times)
    var search = PathFinder(inside: boundary, clearance: 1, times: times, mostInGraph: 0)
    for index in 0..<60 {
      let ends = (0..<2).map { end in
        let angle = Double((index * 7 + end * 31) % 45 * 2) / Double(count) * 2 * .pi
        return Vector.unit(direction: angle) * .random(in: 100...290, using: &random)
      }
      let (first, second) = (graph.seconds(from: ends[0], to: ends[1]), search.seconds(from: ends[0], to: ends[1]))
      #expect((first == nil) == (second == nil))
      if let first, let second { #expect(abs(first - second) < 1e-9) }
      #expect(graph.path(from: ends[0], to: ends[1])?.count == search.path(from: ends[0], to: ends[1])?.count)
    }
  }

  /// A ring of spikes has thousands of corners, none of which sees many others.
  @Test func aSpikyRingIsRoutedInTime() throws {
    let count = 1200
    let corners = (0..<count).map { index in
      let (angle, reach) = (Double(index) / Double(count) * 2 * .pi, index.isMultiple(of: 2) ? 1000.0 : 940)
      return LocalPoint(Vector.unit(direction: angle) * reach)
    }
    let boundary = try FieldBoundary(outer: LinearRing(corners))
    let dynamics = FlightDynamics()
    let start = ContinuousClock.now
    var finder = PathFinder(
      inside: boundary,
      clearance: 2,
      times: TransitTimes(dynamics: dynamics, speed: .metersPerSecond(5), transitSpeed: .metersPerSecond(10))
    )
    let path = finder.path(from: Vector(x: 980, y: 0), to: Vector(x: -980, y: 0))
    #expect((path?.count ?? 0) >= 2)
    #expect(ContinuousClock.now - start < .seconds(120))
  }
}
