import Quantities

/// A polygon on the Earth as a file gives it, before it is known to be sound.
public struct GeoPolygon: Sendable, Hashable {
  /// The positions of the outline.
  public let outer: [GeoCoordinate]

  /// The positions of each hole.
  public let holes: [[GeoCoordinate]]

  /// Makes a polygon.
  public init(outer: [GeoCoordinate], holes: [[GeoCoordinate]] = []) {
    self.outer = outer
    self.holes = holes
  }
}

extension FieldBoundary {
  /// Makes a boundary from a polygon on the Earth.
  ///
  /// - Throws: `FieldGeometryError` where the polygon is no sound field.
  public init(_ polygon: GeoPolygon, in frame: LocalFrame) throws {
    try self.init(
      outer: LinearRing(polygon.outer, in: frame),
      holes: polygon.holes.map { try LinearRing($0, in: frame) }
    )
  }
}

extension LinearRing {
  /// Makes a ring from positions on the Earth.
  ///
  /// - Throws: `FieldGeometryError` where it is none.
  init(_ positions: [GeoCoordinate], in frame: LocalFrame) throws {
    // A parallel is straight in degrees but bends on the plane, where a ring drawn along it would enclose a sliver. A
    // billionth of a degree is a tenth of a millimetre.
    let degrees = positions.map { Vector(x: $0.longitude.degrees, y: $0.latitude.degrees) }
    if let first = positions.first, Set(degrees).count >= 3, Self.isStraight(degrees, within: 1e-9) {
      throw FieldGeometryError.noArea(at: frame.localPoint(of: first))
    }
    try self.init(positions.map(frame.localPoint(of:)))
  }
}
