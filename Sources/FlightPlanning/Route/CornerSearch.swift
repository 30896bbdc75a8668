import FieldGeometry

/// The quickest way between two places by way of many corners, which looks only at those that it comes to.
///
/// Thousands of corners see millions of others; most ways need a few. So the corners that one sees are found when the
/// search reaches it, and the search goes towards its aim (A*: Hart, Nilsson and Raphael, 1968). What it finds is as quick
/// as what a search over all corners finds.
struct CornerSearch {
  /// A corner that is seen, and the time of the straight way to it.
  private struct Link {
    let corner: Int
    let seconds: Double
  }

  private let sight: LineOfSight
  private let corners: [Vector]
  private let turns: [Corner]
  private let clearance: Double
  private let times: TransitTimes
  /// What each corner sees, once the search came to it.
  private var seen: [Int: [Link]] = [:]
  /// What is seen from places.
  private var seenFrom: [Vector: [Link]] = [:]

  /// A search over corners.
  ///
  /// - Parameters:
  ///   - corners: where ways may turn.
  ///   - turns: the corners of the ground at which these lie.
  ///   - sight: what sees what.
  ///   - clearance: how far ways keep off the ground.
  ///   - times: how long ways take.
  init(_ corners: [Vector], turns: [Corner], sight: LineOfSight, clearance: Double, times: TransitTimes) {
    self.corners = corners
    self.turns = turns
    self.sight = sight
    self.clearance = clearance
    self.times = times
  }

  /// The quickest way that turns at corners.
  ///
  /// - Parameters:
  ///   - start: where it begins.
  ///   - end: where it ends.
  /// - Returns: the corners in their order, and the time in seconds; nil where there is none.
  mutating func way(from start: Vector, to end: Vector) -> (corners: [Vector], seconds: Double)? {
    var last = [Double](repeating: .infinity, count: corners.count)
    for link in links(from: end) { last[link.corner] = link.seconds }
    var least = [Double](repeating: .infinity, count: corners.count)
    var previous = [Int?](repeating: nil, count: corners.count)
    var queue = CornerQueue(count: 64)
    func aim(_ corner: Int) -> Double { times.leastSeconds((end - corners[corner]).length) }
    for link in links(from: start) {
      least[link.corner] = link.seconds
      queue.put(link.corner, seconds: link.seconds + aim(link.corner))
    }
    var best: (corner: Int, seconds: Double)?
    while let next = queue.takeNearest(), next.seconds < best?.seconds ?? .infinity {
      let corner = next.corner
      // One that was put again with less time was taken then.
      guard next.seconds == least[corner] + aim(corner) else { continue }
      if least[corner] + last[corner] < best?.seconds ?? .infinity { best = (corner, least[corner] + last[corner]) }
      for link in links(of: corner) where least[corner] + link.seconds < least[link.corner] {
        least[link.corner] = least[corner] + link.seconds
        previous[link.corner] = corner
        queue.put(link.corner, seconds: least[link.corner] + aim(link.corner))
      }
    }
    guard let best else { return nil }
    var way: [Vector] = []
    var here: Int? = best.corner
    while let corner = here {
      way.append(corners[corner])
      here = previous[corner]
    }
    return (way.reversed(), best.seconds)
  }

  private mutating func links(of corner: Int) -> [Link] {
    if let known = seen[corner] { return known }
    let (turns, clearance) = (turns, clearance)
    let found = look(from: corners[corner]) { turns[corner].isRounded(along: $0, clearance: clearance) }
    seen[corner] = found
    return found
  }

  private mutating func links(from place: Vector) -> [Link] {
    if let known = seenFrom[place] { return known }
    let found = look(from: place) { _ in true }
    seenFrom[place] = found
    return found
  }

  private func look(from place: Vector, goesOn: (_ way: Vector) -> Bool) -> [Link] {
    var found: [Link] = []
    for other in corners.indices where corners[other] != place {
      let way = corners[other] - place
      guard goesOn(way), turns[other].isRounded(along: way, clearance: clearance), sight.isClear(place, corners[other])
      else { continue }
      found.append(Link(corner: other, seconds: times.seconds(way.length)))
    }
    return found
  }
}
