import Foundation

/// The middle line of a road on a plane, in metres.
struct RoadLine {
  /// A place on the plane.
  typealias Place = (east: Double, north: Double)

  private let places: [Place]
  /// The way from the start to each place.
  private let ways: [Double]

  /// Takes a line; places that are given twice in a row count once.
  init(_ line: [Place]) {
    var places: [Place] = []
    var ways: [Double] = []
    for place in line {
      guard let last = places.last, let way = ways.last else {
        places.append(place)
        ways.append(0)
        continue
      }
      let step = hypot(place.east - last.east, place.north - last.north)
      guard step > 1e-6 else { continue }
      places.append(place)
      ways.append(way + step)
    }
    (self.places, self.ways) = (places, ways)
  }

  /// Its length.
  var length: Double { ways.last ?? 0 }

  /// The ground beside a part of the line, as quadrilaterals that overlap or touch.
  ///
  /// At a bend the gap on the outer side is filled as far as straight between the corners.
  func strip(from: Double, to: Double, left: Double, right: Double) -> [[Place]] {
    var quadrilaterals: [[Place]] = []
    var previous: [Place]?
    for index in places.indices.dropFirst() where ways[index] > from && ways[index - 1] < to {
      let (start, end) = (places[index - 1], places[index])
      let step = ways[index] - ways[index - 1]
      let along: Place = ((end.east - start.east) / step, (end.north - start.north) / step)
      func place(_ way: Double, _ side: Double) -> Place {
        let run = min(max(way, from), to) - ways[index - 1]
        return (start.east + along.east * run - along.north * side, start.north + along.north * run + along.east * side)
      }
      let (first, last) = (ways[index - 1], ways[index])
      let corners = [place(first, left), place(first, -right), place(last, -right), place(last, left)]
      if let previous, first > from {
        let bend = places[index - 1]
        quadrilaterals.append([bend, previous[3], corners[0]])
        quadrilaterals.append([bend, previous[2], corners[1]])
      }
      quadrilaterals.append(corners)
      previous = corners
    }
    return quadrilaterals
  }
}
