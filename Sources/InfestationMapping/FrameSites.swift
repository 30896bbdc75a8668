#if canImport(Glibc)
  import Glibc
#endif
import FieldGeometry
import Quantities

/// Frames that show the same ground, directly or through others between them.
public enum FrameSites {
  /// Groups frames so that no two of different groups show the same ground.
  ///
  /// A frame is taken as the circle around the ground that it may show.
  ///
  /// - Parameter placements: the frames.
  /// - Returns: the numbers of the frames of each group, ascending; the groups in the order of their first frames.
  public static func groups(of placements: [FramePlacement]) -> [[Int]] {
    let radii = placements.map { placement in
      placement.groundOutline(atHeight: placement.pose.heightAboveGround)
        .map { ($0.east * $0.east + $0.north * $0.north).squareRoot() }.max() ?? 0
    }
    let byLatitude = placements.indices.sorted {
      (placements[$0].pose.position.latitude, $0) < (placements[$1].pose.position.latitude, $1)
    }
    let widest = radii.max() ?? 0
    var parents = Array(placements.indices)
    func root(_ index: Int) -> Int {
      var place = index
      while parents[place] != place {
        parents[place] = parents[parents[place]]
        place = parents[place]
      }
      return place
    }
    // A degree of latitude is at least 110 km long.
    let metersPerDegree = 110_000.0
    for (order, first) in byLatitude.enumerated() {
      let plane = LocalFrame(origin: placements[first].pose.position)
      // Shorter than a degree of longitude is anywhere near.
      let degreesToMeters = metersPerDegree * max(0, cos(placements[first].pose.position.latitude.radians) - 0.05)
      for second in byLatitude[(order + 1)...] {
        let (here, there) = (placements[first].pose.position, placements[second].pose.position)
        let apart = (there.latitude - here.latitude).degrees * metersPerDegree
        if apart > radii[first] + widest { break }
        let reach = radii[first] + radii[second]
        // Nearly all frames of a long line lie farther along it.
        let along = (there.longitude - here.longitude).degrees.magnitude
        if along < 180, along * degreesToMeters > reach { continue }
        let point = plane.localPoint(of: there)
        let (east, north) = (point.east.meters, point.north.meters)
        if east * east + north * north <= reach * reach {
          let (a, b) = (root(first), root(second))
          parents[max(a, b)] = min(a, b)
        }
      }
    }
    var groups: [Int: [Int]] = [:]
    for index in placements.indices { groups[root(index), default: []].append(index) }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }
}
