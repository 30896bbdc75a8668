import FieldGeometry

/// Whether straight ways keep off forbidden ground.
///
/// A class, so that nothing is copied for each of the many ways that are tried.
final class LineOfSight: Sendable {
  /// The ground.
  let ground: ForbiddenGround
  /// The ground's edges, a hair into the free ground: a way that crosses none of them is clear.
  private let nearEdges: Walls
  /// The same a hair into the forbidden ground: a way that crosses one of them is not.
  private let farEdges: Walls
  /// All corners of the ground, which no way brushes.
  private let tips: [Vector]
  /// Where these lie, as far around as a way brushes them.
  private let tipGrid: SegmentGrid
  private let clearance: Double

  private static let hair = 0.002

  /// Looks over the ground that rings bound.
  ///
  /// - Parameters:
  ///   - ground: the ground.
  ///   - outlines: the rings inside which ground is free.
  ///   - holes: the rings outside of which ground is free.
  ///   - tips: the corners that are not brushed.
  ///   - clearance: how far ways keep off them.
  init(_ ground: ForbiddenGround, outlines: [LinearRing], holes: [LinearRing], tips: [Vector], clearance: Double) {
    self.ground = ground
    self.tips = tips
    self.clearance = clearance
    nearEdges = Walls(outlines: outlines, holes: holes, movedBy: Self.hair)
    farEdges = Walls(outlines: outlines, holes: holes, movedBy: -Self.hair)
    tipGrid = SegmentGrid(tips.map { ($0, $0) }, margin: clearance * 0.5)
  }

  /// Whether a straight way neither leads over the ground nor brushes a corner of it.
  func isClear(_ start: Vector, _ end: Vector) -> Bool {
    if farEdges.areCrossed(from: start, to: end) || brushes(start, end) { return false }
    return !nearEdges.areCrossed(from: start, to: end) || ground.length(from: start, to: end) < 0.01
  }

  private func brushes(_ start: Vector, _ end: Vector) -> Bool {
    let near = clearance * 0.5
    return tipGrid.contains(from: start, to: end) { index in
      let tip = tips[index]
      return tip.distance(toSegment: start, end) < near && (tip - start).length > clearance
        && (tip - end).length > clearance
    }
  }
}
