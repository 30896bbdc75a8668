import FieldGeometry
public import Quantities

/// How much neighbouring lines share, measured on the ground between them: the sidelap that is flown, not the one designed.
///
/// From up to forty places of each line a ray goes out to both sides, to the nearest line that is flown abreast there,
/// whatever its direction. What lies within half a picture of an edge or of a hole is left out: there a line needs no
/// neighbour.
public struct GroundSidelap: Sendable, Hashable {
  /// The least shared part of a picture; below zero there is a gap.
  public let least: Double
  /// The mean of the shared parts.
  public let mean: Double
  /// The widest gap between neighbouring lines.
  public let widestGap: Length

  /// Places looked at on a line.
  private static let places = 40
  /// What lies further off than so many pictures is another part of the field.
  private static let farthest = 2.0
  /// Lines at equal distances that share more than two thirds show what lies between two others as well; those that
  /// share less do not.
  private static let sharedByNeighboursOnly = 0.6

  /// Measures strips over a field; nil where no line has a neighbour.
  ///
  /// - Parameters:
  ///   - strips: what each line shows.
  ///   - field: the polygons.
  init?(_ strips: [LineStrip], over field: [FieldBoundary]) {
    let edges = field.flatMap(\.rings).flatMap(\.edges).map { (start: Vector($0.start), end: Vector($0.end)) }
    guard let widest = strips.map(\.width).max(), !edges.isEmpty else { return nil }
    let grid = SegmentGrid(strips.map(\.reach))
    let wideGrid = SegmentGrid(strips.map(\.reach), margin: widest / 2)
    let edgeGrid = SegmentGrid(edges, margin: widest / 2)
    var (least, sum, count, widestGap) = (Double.infinity, 0.0, 0.0, 0.0)
    for (index, strip) in strips.enumerated() {
      for part in 0...Self.places {
        let fraction = Double(part) / Double(Self.places)
        let place = strip.first + (strip.last - strip.first) * fraction
        let width = strip.width(at: fraction)
        for side in [strip.across, strip.across * -1] {
          guard let (gap, other) = Self.neighbour(of: index, at: place, to: side, strips, grid) else { continue }
          let middle = place + side * (gap / 2)
          let margin = max(width, other.width) / 2
          let isNearEdge = edgeGrid.contains(from: middle, to: middle) {
            middle.distance(toSegment: edges[$0].start, edges[$0].end) < margin
          }
          guard !isNearEdge, field.contains(where: { $0.contains(middle) }) else { continue }
          let shared = ((width + other.width) / 2 - gap) / min(width, other.width)
          // Lines of another direction may show what lies between two that are no neighbours.
          let isShownByAnother =
            shared < Self.sharedByNeighboursOnly
            && wideGrid.contains(from: middle, to: middle) {
              $0 != index && $0 != other.index && strips[$0].shows(middle)
            }
          guard !isShownByAnother else { continue }
          sum += shared
          count += 1
          (least, widestGap) = (min(least, shared), max(widestGap, gap))
        }
      }
    }
    guard count > 0 else { return nil }
    self.least = least
    mean = sum / count
    self.widestGap = .meters(widestGap)
  }

  /// The nearest line to one side that is flown abreast of a place, and how far away it is, in metres.
  private static func neighbour(
    of index: Int,
    at place: Vector,
    to side: Vector,
    _ strips: [LineStrip],
    _ grid: SegmentGrid
  ) -> (gap: Double, other: (index: Int, width: Double))? {
    let width = strips[index].width
    var nearest: (gap: Double, other: (index: Int, width: Double))?
    _ = grid.contains(from: place, to: place + side * (farthest * width)) { other in
      guard other != index else { return false }
      let (start, end) = strips[other].reach
      let way = end - start
      let turn = side.cross(way)
      // A line along the ray is never met.
      guard abs(turn) > 1e-9 * way.length else { return false }
      let gap = (start - place).cross(way) / turn
      let along = (start - place).cross(side) / turn
      guard along >= 0, along <= 1, gap > width * 0.02, gap < (nearest?.gap ?? farthest * width) else { return false }
      nearest = (gap, (other, strips[other].width(at: along)))
      return false
    }
    return nearest
  }
}
