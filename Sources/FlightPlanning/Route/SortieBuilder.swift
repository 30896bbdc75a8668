import FieldGeometry
import Quantities

/// Cuts lines in a fixed order into sorties that a battery can fly.
///
/// Lines are added while the time to fly them and return stays within the usable part of the flight time. A line that
/// does not fit into a whole battery is cut between two pictures.
struct SortieBuilder {
  private let home: Vector
  private let design: SurveyDesign
  private let dynamics: FlightDynamics
  private let transitSpeed: Speed
  private let budget: Double
  private let climb: Double
  private let descent: Double
  private var router: Router

  private var sorties: [Sortie] = []
  private var legs: [FlightLeg] = []
  private var elapsed = 0.0
  private var place: Vector
  private var polygon: Int?

  init(home: Vector, design: SurveyDesign, drone: Drone, dynamics: FlightDynamics, transitSpeed: Speed, router: Router)
  {
    self.home = home
    self.design = design
    self.dynamics = dynamics
    self.transitSpeed = transitSpeed
    self.router = router
    budget = drone.flightTime.inSeconds * dynamics.usableBatteryShare
    climb = (design.altitude / dynamics.climbSpeed).inSeconds
    descent = (design.altitude / dynamics.descentSpeed).inSeconds
    place = home
    elapsed = climb
  }

  /// Builds the sorties.
  ///
  /// - Throws: `FlightPlanningError.outOfReach` where a full battery does not reach a line and back.
  static func sorties(of lines: [SurveyLine], with builder: consuming SortieBuilder) throws -> [Sortie] {
    var builder = builder
    for line in lines { try builder.add(line) }
    builder.finish()
    return builder.sorties
  }

  private mutating func add(_ line: SurveyLine) throws {
    if try append(line) { return }
    finish()
    var rest = line
    while try !append(rest) {
      let cut = try longestStart(of: rest)
      guard try append(cut.start) else {
        throw FlightPlanningError.outOfReach(distance: .zero, usable: .seconds(budget))
      }
      finish()
      rest = cut.rest
    }
  }

  /// Adds a line to the sortie where it can still be flown and returned from.
  private mutating func append(_ line: SurveyLine) throws -> Bool {
    let there = transit(from: place, in: polygon, to: Vector(line.start), in: line.polygon)
    let survey = dynamics.time(for: line.length, at: design.speed)
    let back = transit(from: Vector(line.end), in: line.polygon, to: home, in: nil)
    let time = there.duration.inSeconds + survey.inSeconds
    guard elapsed + time + back.duration.inSeconds + descent <= budget else { return false }
    if there.path.count > 1 { legs.append(there) }
    legs.append(FlightLeg(line: line, path: [line.start, line.end], speed: design.speed, duration: survey))
    elapsed += time
    place = Vector(line.end)
    polygon = line.polygon
    return true
  }

  private mutating func finish() {
    guard !legs.isEmpty else { return }
    let back = transit(from: place, in: polygon, to: home, in: nil)
    if back.path.count > 1 { legs.append(back) }
    sorties.append(
      Sortie(legs: legs, duration: .seconds(elapsed + back.duration.inSeconds + descent))
    )
    legs = []
    elapsed = climb
    place = home
    polygon = nil
  }

  /// Cuts a line after as many pictures as a fresh battery can take.
  private mutating func longestStart(of line: SurveyLine) throws -> (start: SurveyLine, rest: SurveyLine) {
    let there = transit(from: home, in: nil, to: Vector(line.start), in: line.polygon)
    var fits = 0
    var tooMany = line.captureCount
    while tooMany - fits > 1 {
      let count = (fits + tooMany) / 2
      let end = Self.place(of: count - 1, on: line)
      let back = transit(from: end, in: line.polygon, to: home, in: nil)
      let time =
        climb + there.duration.inSeconds
        + dynamics.seconds(
          for: (end - Vector(line.start)).length,
          at: design.speed.metersPerSecond
        ) + back.duration.inSeconds + descent
      if time <= budget { fits = count } else { tooMany = count }
    }
    // A piece needs two pictures to have a length; fewer say that the way alone takes the battery.
    guard fits >= 2 else {
      throw FlightPlanningError.outOfReach(distance: there.length, usable: .seconds(budget))
    }
    return (
      SurveyLine(
        start: line.start,
        end: LocalPoint(Self.place(of: fits - 1, on: line)),
        captureCount: fits,
        photoDistance: line.photoDistance,
        polygon: line.polygon
      ),
      Self.rest(of: line, after: fits)
    )
  }

  private static func rest(of line: SurveyLine, after count: Int) -> SurveyLine {
    let left = line.captureCount - count
    // One picture alone still needs a way to fly: it starts half a metre before its place.
    let start =
      left > 1
      ? place(of: count, on: line)
      : Vector(line.end) + unit(from: line.end, to: line.start) * (2 * Row.shortestHalf)
    return SurveyLine(
      start: LocalPoint(start),
      end: line.end,
      captureCount: left,
      photoDistance: line.photoDistance,
      polygon: line.polygon
    )
  }

  private static func place(of capture: Int, on line: SurveyLine) -> Vector {
    Vector(line.start) + unit(from: line.start, to: line.end) * (Double(capture) * line.photoDistance.meters)
  }

  private static func unit(from start: LocalPoint, to end: LocalPoint) -> Vector {
    let way = Vector(end) - Vector(start)
    return way * (1 / way.length)
  }

  private mutating func transit(from start: Vector, in polygon: Int?, to end: Vector, in other: Int?) -> FlightLeg {
    let path = router.path(from: start, in: polygon, to: end, in: other)
    let pieces = zip(path, path.dropFirst()).map { ($1 - $0).length }
    let isLong = pieces.reduce(0, +) >= dynamics.transitSpeedFrom.meters
    let speed = isLong ? transitSpeed : design.speed
    let seconds = pieces.reduce(0) { $0 + dynamics.seconds(for: $1, at: speed.metersPerSecond) }
    return FlightLeg(line: nil, path: path.map(LocalPoint.init), speed: speed, duration: .seconds(seconds))
  }
}
