import FieldGeometry
import FlightPlanning
import Foundation
import Quantities
import TestSupport
import Testing

@Suite struct CorridorTests {
  static func line(_ pairs: [(Double, Double)]) -> [LocalPoint] {
    pairs.map { LocalPoint(east: .meters($0.0), north: .meters($0.1)) }
  }

  static func area(_ corridor: Corridor) -> Double { corridor.cells.reduce(0) { $0 + $1.area.squareMeters } }

  /// A road of gentle and of sharp bends, from 40 to 200 m between them.
  static func road(seed: UInt64, turn: Double) -> [LocalPoint] {
    var generator = SeededGenerator(seed: seed)
    var (place, direction) = (Vector(x: 0, y: 0), 1.0)
    return (0..<9).map { _ in
      defer {
        place = place + Vector.unit(direction: direction) * .random(in: 40...200, using: &generator)
        direction += .random(in: -turn...turn, using: &generator)
      }
      return LocalPoint(place)
    }
  }

  @Test func aStraightRoadIsARectangle() throws {
    let corridor = try Corridor(along: [Self.line([(0, 0), (400, 0), (1000, 0)])], width: .meters(12))
    #expect(corridor.cells.count == 1)
    #expect(abs(Self.area(corridor) - 12_000) < 1e-6)
    #expect(corridor.stretches[0].direction == .degrees(90))
    #expect(corridor.widening == .zero)
  }

  @Test func aBendIsCutOnItsBisector() throws {
    let corridor = try Corridor(along: [Self.line([(0, 0), (100, 0), (100, 100)])], width: .meters(10))
    #expect(corridor.cells.count == 2)
    // A mitre gives to the outer corner what it takes from the inner one; the tip, 5 · (√2 − 1) high, is cut off.
    let tip = 5 * (2.0.squareRoot() - 1)
    #expect(abs(Self.area(corridor) - (2000 - tip * tip)) < 1e-6)
    #expect(!corridor.cells[0].overlaps(corridor.cells[1]))
  }

  /// A walk of 900 m along a gentle bend with a place every 3 m, each some metres off, as receivers err: not by chance from
  /// one place to the next.
  static func walk(seed: UInt64, noise: Double) -> [LocalPoint] {
    var generator = SeededGenerator(seed: seed)
    var error = Vector(x: 0, y: 0)
    return (0..<300).map { index in
      let turn = Double(index) * 0.0015
      func step() -> Double { (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0...1, using: &generator) } }
      error = error * 0.85 + Vector(x: step(), y: step()) * (noise * (1 - 0.85 * 0.85).squareRoot())
      return LocalPoint(Vector(x: 2000 * sin(turn), y: 2000 * (1 - cos(turn))) + error)
    }
  }

  @Test(arguments: 1...5, [1.0, 2, 3])
  func aRecordedTrackIsNoZigzag(seed: UInt64, noise: Double) throws {
    let walk = Self.walk(seed: seed, noise: noise)
    let (corridor, tolerance) = try Corridor.recorded([walk], width: .meters(12))
    let plain = try Corridor(along: [walk], width: .meters(12))
    #expect(corridor.cells.count * 4 < plain.cells.count)
    #expect(corridor.widening <= tolerance)
    #expect(tolerance.meters <= 6)
    // Every place of the walk lies in the ground; at its ends some lie behind them.
    for place in walk.dropFirst(10).dropLast(10) {
      // A bend lies on the border of two cells.
      let beside = [-0.002, 0, 0.002].map { LocalPoint(Vector(place) + Vector(x: $0, y: 0.7 * $0)) }
      #expect(corridor.cells.contains { beside.contains(where: $0.contains) })
    }
  }

  @Test(arguments: 1...10)
  func everythingWithinHalfTheWidthIsInACell(seed: UInt64) throws {
    // Up to 140 degrees: then the stretches are too short for a bisector, and both reach over the bend.
    let road = Self.road(seed: seed, turn: seed % 2 == 0 ? 0.9 : 2.4)
    let corridor = try Corridor(along: [road], width: .meters(20))
    var generator = SeededGenerator(seed: seed)
    for (start, end) in zip(road, road.dropFirst()) {
      let way = Vector(end) - Vector(start)
      let across = Vector(x: -way.y, y: way.x) * (1 / way.length)
      for _ in 0..<200 {
        let along = Vector(start) + way * .random(in: 0...1, using: &generator)
        let place = along + across * .random(in: -9.999...9.999, using: &generator)
        #expect(corridor.cells.contains { $0.contains(LocalPoint(place)) })
      }
    }
    #expect(Self.area(corridor) >= 20 * corridor.length.meters * 0.9)
    #expect(Self.area(corridor) <= 20 * corridor.length.meters * 1.3)
  }

  @Test func aFinelyDrawnCurveIsSimplifiedAndStillHeld() throws {
    let curve = (0...200).map { step -> LocalPoint in
      let turn = Double(step) / 200 * 2
      return LocalPoint(Vector.unit(direction: turn) * 150)
    }
    let corridor = try Corridor(along: [curve], width: .meters(12))
    #expect(corridor.cells.count < 20)
    #expect(corridor.widening.meters > 0 && corridor.widening.meters <= 0.6)
    for (start, end) in zip(curve, curve.dropFirst()) {
      let middle = Vector(start.interpolated(to: end, by: 0.5))
      for radius in [144.01, 150, 155.99] {
        let place = LocalPoint(middle * (radius / middle.length))
        #expect(corridor.cells.contains { $0.contains(place) })
      }
    }
  }

  @Test func partsOfARoadAreJoined() throws {
    let parts = [[(0.0, 0.0), (100, 0)], [(300, 50), (200, 0)], [(100, 0), (200, 0)]].map(Self.line)
    let corridor = try Corridor(along: parts, width: .meters(10))
    #expect(Set(corridor.stretches.map(\.line)) == [0])
    #expect(corridor.cells.count == 2)
  }

  @Test func theCorridorIsFlownThereOnOneRowAndBackOnTheNext() throws {
    let corridor = try Corridor(
      along: [Self.line([(0, 0), (300, 30), (500, 250), (520, 500), (300, 700)])],
      width: .meters(80)
    )
    let site = try SurveySite(along: corridor, in: TestFields.frame(), overlay: ApartOverlay())
    let plan = try SurveyPlan(for: site, request: TestFields.request())
    let order = plan.lines.map(\.polygon)
    // 80 m less a swath of 54.72 m are two gaps: three rows.
    #expect(plan.parallelLineCount == 12)
    var runs: [Int] = []
    for polygon in order where runs.last != polygon { runs.append(polygon) }
    #expect(runs == [0, 1, 2, 3, 2, 1, 0, 1, 2, 3])
    for (index, line) in plan.lines.enumerated() {
      let stretch = corridor.stretches[line.polygon].direction
      let along = Vector.unit(direction: line.bearing.radians).dot(Vector.unit(direction: stretch.radians))
      #expect(abs(abs(along) - 1) < 1e-9, "line \(index)")
    }
    #expect(plan.coverage > 0.999)
    // Rows between bends, without detours: three times the road and the way home.
    #expect(plan.pathLength.meters < 3.1 * corridor.length.meters + 800)
  }

  @Test func aCorridorBeginsAtItsNearerEnd() throws {
    let corridor = try Corridor(along: [Self.line([(0, 0), (300, 0), (600, 100)])], width: .meters(12))
    var request = try TestFields.request()
    let frame = try TestFields.frame()
    request.takeoff = try frame.coordinate(of: LocalPoint(east: .meters(620), north: .meters(100)))
    let site = try SurveySite(along: corridor, in: frame, overlay: ApartOverlay())
    let plan = try SurveyPlan(for: site, request: request)
    #expect(plan.lines.map(\.polygon) == [1, 0])
  }

  @Test func whatIsNoCorridorIsRefused() throws {
    #expect(throws: FlightPlanningError.noLine) {
      try Corridor(along: [Self.line([(0, 0), (0, 0)])], width: .meters(10))
    }
    for width in [0, -3, 20_000, Double.nan] {
      #expect(throws: FlightPlanningError.self) {
        try Corridor(along: [Self.line([(0, 0), (100, 0)])], width: .meters(width))
      }
    }
  }
}
