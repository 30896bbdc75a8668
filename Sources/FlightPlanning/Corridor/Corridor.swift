public import FieldGeometry
import Foundation
public import Quantities

/// The ground on both sides of lines, such as a road with its verges: a polygon for each stretch between two bends.
///
/// Neighbouring polygons meet on the bisector of the bend. Outside of a bend of more than 45 degrees the corner is cut at
/// the corridor's half width, which still holds everything that lies within it. The lines are simplified; the ground is wider by
/// as much as that moved them, so that what was asked for lies in it.
public struct Corridor: Sendable, Hashable {
  /// The polygon of each stretch.
  public let cells: [FieldBoundary]

  /// The stretch of each polygon.
  public let stretches: [SurveyStretch]

  /// The width asked for, across the line.
  public let width: Length

  /// The length of the lines, simplified.
  public let length: Length

  /// How far a place of a recorded track may lie off the line that is flown: what receivers err by, and more where the track
  /// still wanders then.
  private static let recordedTolerances = [3.0, 4.5, 6].map(Length.meters)
  /// A road has no more bends than one on such a length; a track that has wanders.
  private static let lengthOfABend = Length.meters(50)

  /// How much the ground is wider on each side than half the width.
  public let widening: Length

  /// The ground along tracks that a receiver recorded, which wander around the road by some metres.
  ///
  /// - Parameters:
  ///   - tracks: the places of each track.
  ///   - width: the width of the ground across them.
  /// - Returns: the ground, and how far a place may lie off the simplified line: 3 m at least, 6 m where fewer leave more
  ///   bends than a road has.
  /// - Throws: `FlightPlanningError` as for lines.
  public static func recorded(_ tracks: [[LocalPoint]], width: Length) throws -> (corridor: Corridor, tolerance: Length)
  {
    var found: (corridor: Corridor, tolerance: Length)?
    for tolerance in recordedTolerances {
      let tolerance = max(tolerance, width / 20)
      let corridor = try Corridor(along: tracks, width: width, tolerance: tolerance)
      found = (corridor, tolerance)
      if Double(corridor.cells.count) <= corridor.length / lengthOfABend { break }
    }
    guard let found else { throw FlightPlanningError.noLine }
    return found
  }

  /// Makes the ground along lines.
  ///
  /// - Parameters:
  ///   - lines: the places of each line; lines whose ends meet are joined.
  ///   - width: the width of the ground across the lines, from 0.1 m to 10 km.
  ///   - tolerance: how far a place may lie off the simplified line; a twentieth of the width where it is nil.
  /// - Throws: `FlightPlanningError` where the width or the tolerance cannot be or no line has a length.
  public init(along lines: [[LocalPoint]], width: Length, tolerance: Length? = nil) throws {
    let tolerance = tolerance ?? width / 20
    guard tolerance.meters >= 0, tolerance.meters <= 1000 else {
      throw FlightPlanningError.implausible(
        quantity: "simplify",
        value: "\(Figure.text(tolerance.meters, 3)) m",
        from: "0 m",
        to: "1000 m"
      )
    }
    guard width.meters >= 0.1, width.meters <= 10_000 else {
      throw FlightPlanningError.implausible(
        quantity: "corridor",
        value: "\(Figure.text(width.meters, 3)) m",
        from: "0.1 m",
        to: "10000 m"
      )
    }
    let chains = LineChain.joined(lines.map { $0.map(Vector.init) }).map {
      LineChain.simplified($0, tolerance: tolerance.meters)
    }
    guard !chains.isEmpty else { throw FlightPlanningError.noLine }
    let widening = chains.map(\.deviation).max() ?? 0
    let half = width.meters / 2 + widening
    var cells: [FieldBoundary] = []
    var stretches: [SurveyStretch] = []
    var length = 0.0
    for (index, chain) in chains.enumerated() {
      let places = chain.line
      for number in places.indices.dropLast() {
        let (start, end) = (places[number], places[number + 1])
        let corners = Self.cell(places, number, half: half)
        cells.append(try FieldBoundary(outer: LinearRing(corners.map(LocalPoint.init))))
        stretches.append(
          SurveyStretch(
            line: index,
            number: number,
            start: LocalPoint(start),
            direction: .radians(Vector.direction(of: end - start))
          )
        )
        length += (end - start).length
      }
    }
    self.cells = cells
    self.stretches = stretches
    self.width = width
    self.length = .meters(length)
    self.widening = .meters(widening)
  }

  /// The corners of a stretch's ground: a rectangle, cut at the bends.
  private static func cell(_ places: [Vector], _ number: Int, half: Double) -> [Vector] {
    let (start, end) = (places[number], places[number + 1])
    let length = (end - start).length
    let along = (end - start) * (1 / length)
    let across = Vector(x: -along.y, y: along.x) * half
    let before = number > 0 ? Bend(places, number, half: half) : nil
    let after = number + 2 < places.count ? Bend(places, number + 1, half: half) : nil
    // As long as a mitre at the sharpest bend that has one.
    func extent(_ bend: Bend?) -> Double { bend == nil ? 0 : half * (bend?.bisector == nil ? 1 : 4) }
    let from = start - along * extent(before)
    let to = end + along * extent(after)
    var corners = [from - across, to - across, to + across, from + across]
    for (bend, isEnd) in [(before, false), (after, true)] {
      guard let bend else { continue }
      if let bisector = bend.bisector {
        corners = corners.cut(at: bend.place, keeping: isEnd ? bisector * -1 : bisector)
      }
      // The tangent of the half width's circle outside of the bend.
      if let outward = bend.outward { corners = corners.cut(at: bend.place + outward * half, keeping: outward * -1) }
    }
    return corners
  }

  /// Where a line turns.
  private struct Bend {
    let place: Vector
    /// The direction that separates the stretches, pointing into the later one; nil where they are too short for it, and
    /// both reach over the bend.
    let bisector: Vector?
    /// The direction away from the bend's inside; nil where the mitre is short enough to stay.
    let outward: Vector?

    init(_ places: [Vector], _ index: Int, half: Double) {
      place = places[index]
      let (before, after) = (place - places[index - 1], places[index + 1] - place)
      let (first, second) = (before * (1 / before.length), after * (1 / after.length))
      let turn = abs(atan2(first.cross(second), first.dot(second)))
      // Inside of the bend each stretch loses so much of its length to the other.
      let lost = half * tan(min(turn, 3.1) / 2)
      let isSplit = turn < 2.6 && lost < 0.5 * min(before.length, after.length)
      let sum = first + second
      bisector = isSplit ? sum * (1 / sum.length) : nil
      let outside = first - second
      outward = isSplit && turn > .pi / 4 ? outside * (1 / outside.length) : nil
    }
  }
}
