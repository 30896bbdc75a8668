public import FieldGeometry
public import FlightPlanning

/// Polygons cut by polygons, by GEOS.
public struct PlaneOverlay: PolygonOverlay {
  /// What is smaller than this, in square metres, is no ground that a line is flown for.
  private static let leastGround = 1.0

  /// An overlay.
  public init() {}

  /// The ground that polygons share with strips, in pieces, by strip and then by polygon.
  ///
  /// - Throws: `GeoRasterError` or `FieldGeometryError` where shapes cannot be cut.
  public func pieces(of field: [FieldBoundary], in strips: [FieldBoundary]) throws -> [FieldBoundary] {
    let polygons = try field.map { try PlaneGeometry([$0]) }
    return try strips.flatMap { strip in
      let strip = try PlaneGeometry([strip])
      return try polygons.filter { $0.meets(strip) }.flatMap {
        try $0.intersection(strip).boundaries(above: Self.leastGround)
      }
    }
  }

  /// Polygons of which none has ground that an earlier one has, each in pieces.
  ///
  /// - Throws: `GeoRasterError` or `FieldGeometryError` where shapes cannot be cut.
  public func withoutOverlaps(_ polygons: [FieldBoundary]) throws -> [[FieldBoundary]] {
    let boxes = polygons.map(Box.init)
    let shapes = try polygons.map { try PlaneGeometry([$0]) }
    return try polygons.indices.map { index in
      var rest = shapes[index]
      var isCut = false
      for other in 0..<index where boxes[index].meets(boxes[other]) {
        guard try rest.intersection(shapes[other]).area > Self.leastGround / 10 else { continue }
        rest = try rest.subtracting(shapes[other])
        isCut = true
      }
      return isCut ? try rest.boundaries(above: Self.leastGround) : [polygons[index]]
    }
  }

  /// The ground of polygons that was not surveyed before, with a margin of what was, in pieces by polygon.
  ///
  /// - Throws: `GeoRasterError` or `FieldGeometryError` where shapes cannot be cut.
  public func unflown(
    of field: [FieldBoundary],
    flown: [[[LocalPoint]]],
    gap: Double,
    margin: Double
  ) throws -> [FieldBoundary] {
    let surveyed = try PlaneGeometry(rings: flown.map { $0.map { $0.map(Vector.init) } }).joined()
    return try field.flatMap { boundary -> [FieldBoundary] in
      let whole = try PlaneGeometry([boundary])
      guard whole.meets(surveyed) else { return [boundary] }
      // Narrowing takes slivers between pictures away, widening gives the rest back its size.
      let left = try whole.subtracting(surveyed).narrowed(by: gap / 2)
      guard left.area > 0 else { return [] }
      return try NoFlyGround.sound { growth in
        try left.widened(by: gap / 2 + margin + growth, slack: min(0.25, margin / 20)).intersection(whole)
          .boundaries(above: Self.leastGround)
      }
    }
  }

  /// Sound polygons out of one that meets itself: what its outline encloses without its holes, in pieces.
  ///
  /// - Parameters:
  ///   - polygon: the polygon as drawn.
  ///   - frame: the plane.
  /// - Returns: the pieces of at least a square metre; none where nothing is left.
  /// - Throws: `GeoRasterError` or `FieldGeometryError` where that cannot be done.
  public func mended(_ polygon: GeoPolygon, in frame: LocalFrame) throws -> [FieldBoundary] {
    func ring(_ positions: [GeoCoordinate]) -> [Vector] { positions.map { Vector(frame.localPoint(of: $0)) } }
    let outer = try PlaneGeometry(rings: [[ring(polygon.outer)]]).joined()
    guard !polygon.holes.isEmpty else { return try outer.boundaries(above: Self.leastGround) }
    // A hole that touches the outline becomes a bay of it.
    let holes = try PlaneGeometry(rings: polygon.holes.map { [ring($0)] }).joined().widened(by: 0.05, slack: 0)
    return try outer.subtracting(holes).boundaries(above: Self.leastGround)
  }

  private struct Box {
    let low: Vector
    let high: Vector

    init(_ boundary: FieldBoundary) {
      let corners = boundary.outer.vertices.map(Vector.init)
      low = corners.reduce(corners[0]) { Vector(x: min($0.x, $1.x), y: min($0.y, $1.y)) }
      high = corners.reduce(corners[0]) { Vector(x: max($0.x, $1.x), y: max($0.y, $1.y)) }
    }

    func meets(_ other: Box) -> Bool {
      low.x <= other.high.x && other.low.x <= high.x && low.y <= other.high.y && other.low.y <= high.y
    }
  }
}
