public import FieldGeometry
public import Quantities

/// A field with fewer vertices, for outlines that were traced from a raster or logged by a receiver.
///
/// Ways turn at corners, and their number is what planning takes time for. A field of more vertices than anybody draws
/// loses those that matter least (Douglas and Peucker, 1973), and what that moves is told.
public struct OutlineSimplification: Sendable {
  /// The polygons.
  public let polygons: [FieldBoundary]
  /// The vertices before.
  public let verticesBefore: Int
  /// The vertices that remain.
  public let vertices: Int
  /// How far a vertex left out lies from what remains, at most.
  public let tolerance: Length

  /// Up to so many vertices a field stays as it is.
  public static let mostVertices = 500

  private static let leastTolerance = 0.05

  /// Simplifies a field; nil where it has few vertices, or none can be left out without rings that meet.
  ///
  /// - Parameters:
  ///   - field: the polygons.
  ///   - most: how far a vertex left out may lie from what remains; a tenth of a picture's width is what a line covers
  ///     beyond an edge anyway.
  public init?(_ field: [FieldBoundary], most: Length) {
    func count(_ field: [FieldBoundary]) -> Int {
      field.reduce(0) { $0 + $1.rings.reduce(0) { $0 + $1.vertices.count } }
    }
    let before = count(field)
    guard before > Self.mostVertices else { return nil }
    var best: (field: [FieldBoundary], count: Int, tolerance: Double)?
    var tolerance = Self.leastTolerance
    // Half as much again in each step; the first that does is taken.
    while tolerance <= most.meters {
      if let thinned = Self.thinned(field, tolerance: tolerance) {
        let count = count(thinned)
        if count < best?.count ?? before { best = (thinned, count, tolerance) }
        if count <= Self.mostVertices { break }
      }
      tolerance *= 1.5
    }
    guard let best else { return nil }
    polygons = best.field
    verticesBefore = before
    vertices = best.count
    self.tolerance = .meters(best.tolerance)
  }

  /// The field without the vertices that lie within a tolerance of what remains; nil where rings would meet.
  private static func thinned(_ field: [FieldBoundary], tolerance: Double) -> [FieldBoundary]? {
    func ring(_ ring: LinearRing) throws -> LinearRing {
      let kept = OutlineThinning.thinned(ring.vertices.map(Vector.init), tolerance: tolerance)
      return kept.count < 3 ? ring : try LinearRing(kept.map(LocalPoint.init))
    }
    return try? field.map { try FieldBoundary(outer: ring($0.outer), holes: $0.holes.map(ring)) }
  }
}

extension SurveySite {
  /// The site over a simplified field.
  ///
  /// - Precondition: nothing was cut from it yet.
  public func over(_ simplified: OutlineSimplification) -> SurveySite {
    precondition(noFly == nil && part == nil, "something was cut from the site already")
    return SurveySite(simplified.polygons, in: frame)
  }
}
