import CGDAL
import FieldGeometry
public import Quantities

/// Polygons on the plane of a `GroundPlane`, in metres.
public struct Ground {
  let geometry: PlaneGeometry

  init(_ geometry: PlaneGeometry) { self.geometry = geometry }

  /// No ground at all.
  public static func none() throws -> Ground { Ground(try PlaneGeometry(rings: [])) }

  /// The area.
  public var area: Area { .squareMeters(geometry.area) }

  /// Whether there is none.
  public var isEmpty: Bool { geometry.area <= 0 }

  /// The ground of some together, each place once.
  ///
  /// - Throws: `GeoRasterError.geometry` where GEOS refuses.
  public static func joined(_ grounds: [Ground]) throws -> Ground {
    // Joining thousands takes long, and most lie apart: only those whose boxes meet are joined.
    let groups = try groupsThatMeet(grounds).map { group in
      try PlaneGeometry.collected(group.map(\.geometry)).joined()
    }
    return groups.count == 1 ? Ground(groups[0]) : Ground(try PlaneGeometry.merged(groups))
  }

  /// Grounds in groups, so that the boxes of two groups do not meet.
  private static func groupsThatMeet(_ grounds: [Ground]) -> [[Ground]] {
    let boxed = grounds.compactMap { ground in ground.bounds.map { (ground: ground, box: $0) } }
      .sorted { $0.box.eastings.lowerBound < $1.box.eastings.lowerBound }
    var parents = Array(boxed.indices)
    func root(_ index: Int) -> Int {
      var place = index
      while parents[place] != place { place = parents[place] }
      return place
    }
    var open: [Int] = []
    for index in boxed.indices {
      let box = boxed[index].box
      open.removeAll { boxed[$0].box.eastings.upperBound < box.eastings.lowerBound }
      for other in open where boxed[other].box.isNear(box) {
        let (first, second) = (root(other), root(index))
        parents[max(first, second)] = min(first, second)
      }
      open.append(index)
    }
    let groups = Dictionary(grouping: boxed.indices, by: root)
    return groups.sorted { $0.key < $1.key }.map { $0.value.map { boxed[$0].ground } }
  }

  /// The ground of this that is ground of another too.
  ///
  /// - Throws: `GeoRasterError.geometry` where GEOS refuses.
  public func intersection(_ other: Ground) throws -> Ground { Ground(try geometry.intersection(other.geometry)) }

  /// The ground of this that is not ground of another.
  ///
  /// - Throws: `GeoRasterError.geometry` where GEOS refuses.
  public func subtracting(_ other: Ground) throws -> Ground { Ground(try geometry.subtracting(other.geometry)) }

  /// The ground within a distance: never less than the distance.
  ///
  /// - Throws: `GeoRasterError.geometry` where GEOS refuses.
  public func widened(by distance: Length) throws -> Ground {
    distance.meters > 0 ? Ground(try geometry.widened(by: distance.meters, slack: 0)) : self
  }

  /// The ground that is further than a distance from what is no ground.
  ///
  /// - Throws: `GeoRasterError.geometry` where GEOS refuses.
  public func narrowed(by distance: Length) throws -> Ground { Ground(try geometry.narrowed(by: distance.meters)) }

  /// The same with fewer corners, none further from the outline than a distance.
  ///
  /// - Throws: `GeoRasterError.geometry` where GEOS refuses.
  public func simplified(by slack: Length) throws -> Ground { Ground(try geometry.simplified(by: slack.meters)) }

  /// The distance between the nearest places of two.
  public func distance(to other: Ground) -> Length { .meters(geometry.distance(to: other.geometry)) }

  /// Whether two share a place.
  public func meets(_ other: Ground) -> Bool { geometry.meets(other.geometry) }

  /// The polygons, each by itself.
  ///
  /// - Throws: `GeoRasterError.geometry`.
  public var parts: [Ground] { get throws { try geometry.polygons().map(Ground.init) } }

  /// The rings of its polygons as places of the plane, in metres, without closing places.
  ///
  /// - Throws: `GeoRasterError.geometry`.
  public func rings() throws -> [[(east: Double, north: Double)]] {
    try geometry.polygons().flatMap { $0.rings.map { ring in ring.map { (east: $0.x, north: $0.y) } } }
  }

  /// The polygons without their holes.
  ///
  /// - Throws: `GeoRasterError.geometry` where GEOS refuses.
  public func filled() throws -> Ground {
    let outer = try geometry.polygons().compactMap { $0.rings.first.map { [$0] } }
    return Ground(try PlaneGeometry(rings: outer).joined())
  }

  /// The box around it in metres; nil where there is no ground.
  public var bounds: GroundBox? { geometry.box }
}
