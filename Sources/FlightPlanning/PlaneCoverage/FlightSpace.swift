import FieldGeometry

/// The ground over which a path may lead: a polygon less its holes, each edge moved inwards by a hair.
///
/// Two hairs, in fact: places are put `margin` inside the edges, and a leg is refused where it crosses an edge moved by
/// half of that. So a leg along an edge never depends on how a rounding falls.
struct FlightSpace: Sendable {
  /// The rings moved inwards by the margin: where places may lie.
  let rings: [[Vector]]
  /// The corners around which a way may turn.
  private(set) var corners: [Vector]
  private let walls: Walls

  /// - Parameters:
  ///   - boundary: the polygon.
  ///   - margin: the distance that places keep from its edges, in metres.
  init(_ boundary: FieldBoundary, margin: Double) {
    rings = [Walls.moved(boundary.outer, by: margin)] + boundary.holes.map { Walls.moved($0, by: -margin) }
    walls = Walls(outlines: [boundary.outer], holes: boundary.holes, movedBy: margin / 2)
    corners = []
    // Where holes nearly touch, a corner may lie in the next one.
    corners =
      (Corner.list(of: boundary.outer, bulging: false) + boundary.holes.flatMap { Corner.list(of: $0, bulging: true) })
      .map { $0.tip + $0.away * margin }.filter(contains)
  }

  /// Whether a leg between two places inside stays inside.
  func isClear(_ from: Vector, _ to: Vector) -> Bool { !walls.areCrossed(from: from, to: to) }

  /// Whether a place lies inside.
  func contains(_ place: Vector) -> Bool { walls.enclose(place) }

  /// The place inside that is nearest to another; that place itself where it lies inside.
  func nearest(to place: Vector) -> Vector {
    if contains(place) { return place }
    var best: (place: Vector, distance: Double)?
    for ring in rings {
      for index in ring.indices {
        let start = ring[index]
        let along = ring[(index + 1) % ring.count] - start
        let fraction = min(1, max(0, (place - start).dot(along) / max(along.dot(along), 1e-12)))
        let candidate = start + along * fraction
        let distance = (candidate - place).length
        if distance < (best?.distance ?? .infinity), contains(candidate) { best = (candidate, distance) }
      }
    }
    return best?.place ?? place
  }
}
