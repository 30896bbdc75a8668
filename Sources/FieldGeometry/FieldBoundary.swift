public import Quantities

/// One piece of land to survey: an outline with holes that are not to be flown over.
public struct FieldBoundary: Sendable, Hashable {
  /// The outline.
  public let outer: LinearRing

  /// What lies inside the outline and is no part of the field: ponds, woods, yards.
  public let holes: [LinearRing]

  /// Makes a boundary.
  ///
  /// - Throws: `FieldGeometryError` where a hole is not wholly inside the outline or meets another hole.
  public init(outer: LinearRing, holes: [LinearRing] = []) throws {
    for (index, hole) in holes.enumerated() {
      if let place = Self.outside(outer, hole) {
        throw FieldGeometryError.holeOutside(hole: index + 1, at: place)
      }
      for (otherIndex, other) in holes[..<index].enumerated() {
        if let place = Self.shared(hole, other) {
          throw FieldGeometryError.holesMeet(first: otherIndex + 1, second: index + 1, at: place)
        }
      }
    }
    self.outer = outer
    self.holes = holes
  }

  /// A place where a hole is not inside an outline; nil where it is inside.
  private static func outside(_ outer: LinearRing, _ hole: LinearRing) -> LocalPoint? {
    if let corner = hole.vertices.first, !outer.contains(corner) { return corner }
    return EdgeCrossing.between(outer, hole).map(LocalPoint.init)
  }

  /// A place that two rings share; nil where there is none.
  private static func shared(_ first: LinearRing, _ second: LinearRing) -> LocalPoint? {
    for (one, other) in [(first, second), (second, first)] {
      if let corner = one.vertices.first, other.contains(corner) { return corner }
    }
    return EdgeCrossing.between(first, second).map(LocalPoint.init)
  }

  /// The outline and the holes.
  public var rings: [LinearRing] { [outer] + holes }

  /// The area of the field: the outline's less the holes'.
  public var area: Area { holes.reduce(outer.area) { $0 - $1.area } }

  /// Whether a position lies in the field; on an edge, either.
  public func contains(_ point: LocalPoint) -> Bool { contains(Vector(point)) }

  package func contains(_ point: Vector) -> Bool {
    outer.contains(point) && !holes.contains { $0.contains(point) }
  }

  /// Whether two fields share ground; neighbours that only touch, or cross by less than a decimetre, do not.
  public func overlaps(_ other: FieldBoundary) -> Bool {
    reachesInto(other) || other.reachesInto(self)
  }

  /// Whether a corner or the middle of an edge lies well inside another field.
  private func reachesInto(_ other: FieldBoundary) -> Bool {
    let edges = other.rings.flatMap(\.edges).map { (Vector($0.start), Vector($0.end)) }
    return outer.edges.contains { edge in
      [Vector(edge.start), (Vector(edge.start) + Vector(edge.end)) * 0.5].contains { place in
        other.contains(place) && !edges.contains { place.distance(toSegment: $0.0, $0.1) < 0.1 }
      }
    }
  }

  /// Whether a position lies over a hole; on an edge, either.
  package func isOverHole(_ point: Vector) -> Bool { holes.contains { $0.contains(point) } }
}
