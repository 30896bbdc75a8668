import FieldGeometry

/// The quickest ways between places of a field, each leg from stop to stop.
///
/// A way turns at corners of the field only (Lozano-Pérez and Wesley, 1979). The quickest ways between corners are found
/// once (Floyd and Warshall, 1962); a way between two places is then a straight leg, or one to a corner, on to another
/// and from there.
struct WayMatrix: TourTimes, Sendable {
  private let space: FlightSpace
  private let times: LegTimes
  private let places: [Vector]
  private let between: [Double]
  private let next: [Int]
  /// The time of the straight leg from each place to each corner; infinite where it is barred.
  private let toCorner: [[Double]]
  /// The time from each place to each corner by way of others, and the first corner of it.
  private let reach: [[(time: Double, first: Int)]]
  private let count: Int
  private let seconds: [Double]

  /// - Parameters:
  ///   - places: the places, inside the space.
  ///   - space: where ways may lead.
  ///   - times: how long a leg takes.
  init(_ places: [Vector], in space: FlightSpace, times: LegTimes) {
    self.space = space
    self.times = times
    self.places = places
    count = places.count
    let corners = space.corners
    let size = corners.count
    var between = [Double](repeating: .infinity, count: size * size)
    var next = [Int](repeating: -1, count: size * size)
    for first in corners.indices {
      between[first * size + first] = 0
      next[first * size + first] = first
      for second in corners.indices.dropFirst(first + 1) where space.isClear(corners[first], corners[second]) {
        let time = times.seconds(corners[first], corners[second])
        between[first * size + second] = time
        between[second * size + first] = time
        next[first * size + second] = second
        next[second * size + first] = first
      }
    }
    for middle in 0..<size {
      for first in 0..<size where between[first * size + middle] < .infinity {
        let start = between[first * size + middle]
        for second in 0..<size where start + between[middle * size + second] < between[first * size + second] {
          between[first * size + second] = start + between[middle * size + second]
          next[first * size + second] = next[first * size + middle]
        }
      }
    }
    self.between = between
    self.next = next
    toCorner = places.map { place in
      corners.map { space.isClear(place, $0) ? times.seconds(place, $0) : .infinity }
    }
    reach = toCorner.map { direct in
      (0..<size).map { goal in
        var best = (time: Double.infinity, first: -1)
        for first in 0..<size where direct[first] + between[first * size + goal] < best.time {
          best = (direct[first] + between[first * size + goal], first)
        }
        return best
      }
    }
    var seconds = [Double](repeating: 0, count: places.count * places.count)
    for first in places.indices {
      for second in places.indices.dropFirst(first + 1) {
        var time = times.seconds(places[first], places[second])
        if !space.isClear(places[first], places[second]) {
          time = .infinity
          for corner in 0..<size {
            time = min(time, reach[first][corner].time + toCorner[second][corner])
          }
          // No way at all: over what bars it, at a price that makes it the last resort.
          if time == .infinity { time = 1000 + times.seconds(places[first], places[second]) }
        }
        seconds[first * places.count + second] = time
        seconds[second * places.count + first] = time
      }
    }
    self.seconds = seconds
  }

  /// The time of the quickest way between two places, by their indices.
  func time(_ first: Int, _ second: Int) -> Double { seconds[first * count + second] }

  func least(_ first: Int, _ second: Int) -> Double { time(first, second) }

  /// The corners between two places, without the places.
  func corners(from first: Int, to second: Int) -> [Vector] {
    if space.isClear(places[first], places[second]) { return [] }
    let size = space.corners.count
    var best = (time: Double.infinity, last: -1)
    for corner in 0..<size where reach[first][corner].time + toCorner[second][corner] < best.time {
      best = (reach[first][corner].time + toCorner[second][corner], corner)
    }
    guard best.last >= 0 else { return [] }
    var corner = reach[first][best.last].first
    var path = [space.corners[corner]]
    while corner != best.last {
      corner = next[corner * size + best.last]
      path.append(space.corners[corner])
    }
    return path
  }
}
