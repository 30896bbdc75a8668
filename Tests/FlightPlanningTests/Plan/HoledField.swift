import FieldGeometry
import TestSupport

/// A made-up field with many holes: an outline of many corners around rings of small holes.
enum HoledField {
  /// Makes a field.
  ///
  /// - Parameters:
  ///   - seed: what it is made from.
  ///   - holes: the number of holes, up to 15.
  ///   - corners: the vertices of the outline, on the edges of a star of twelve corners but for some decimetres, as
  ///     outlines are that somebody walked with a receiver; none is nearer to the middle than half the radius.
  ///   - radius: how far the outline reaches, in metres.
  /// - Returns: the field.
  /// - Throws: `FieldGeometryError` where its rings meet, which they do not.
  static func make(seed: UInt64, holes: Int, corners: Int, radius: Double) throws -> FieldBoundary {
    var generator = SeededGenerator(seed: seed &* 31 &+ 7)
    let star = RandomField(seed: seed, corners: min(corners, 12), radius: radius).outer
    let parts = max(1, corners / star.count)
    let outline = star.indices.flatMap { index in
      let (start, end) = (star[index], star[(index + 1) % star.count])
      return (0..<parts).map { part in
        let fraction = Double(part) / Double(parts)
        let jitter = part == 0 ? 0 : Double.random(in: -0.15...0.15, using: &generator)
        return (
          east: start.east + (end.east - start.east) * fraction + jitter,
          north: start.north + (end.north - start.north) * fraction + jitter
        )
      }
    }
    // One in the middle, five around it and nine around those: nowhere nearer than a tenth of the radius.
    let places = [(0.0, 0.0)] + ring(5, at: 0.2 * radius) + ring(9, at: 0.4 * radius)
    let chosen = places.shuffled(using: &generator).prefix(holes)
    let rings = try chosen.map { place in
      let shape = RandomField(seed: generator.next(), corners: 7, radius: 0.06 * radius).outer
      return try TestFields.ring(shape.map { ($0.east + place.0, $0.north + place.1) })
    }
    return try FieldBoundary(outer: TestFields.ring(outline), holes: rings)
  }

  private static func ring(_ count: Int, at distance: Double) -> [(Double, Double)] {
    (0..<count).map { index in
      let place = Vector.unit(direction: Double(index) / Double(count) * 2 * .pi) * distance
      return (place.x, place.y)
    }
  }
}
