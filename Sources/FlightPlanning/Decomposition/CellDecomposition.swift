import FieldGeometry
import Quantities

/// A polygon cut into cells, each of which is surveyed along its own direction.
///
/// A cell is cut through a corner at which it is dented, along an edge there or along its lines, where the parts take
/// less time than the whole; of all such cuts the best is made, and the parts are cut again. Cutting at dents is what
/// exact decompositions do (Choset, 2000); that the lines of a cell follow one of its edges is Huang's (2001) result.
struct CellDecomposition {
  /// The cells with the direction of their lines.
  let cells: [(cell: FieldCell, bearing: Angle)]

  private struct Costed {
    let cell: FieldCell
    let bearing: Angle
    let seconds: Double
  }

  /// Fields of more parts are flown in stripes anyway.
  private static let mostCells = 16
  /// The dents at which a cell is tried to be cut, the deepest first.
  private static let mostDents = 10
  private static let mostDirections = 6

  /// - Parameters:
  ///   - boundary: the polygon.
  ///   - cost: what a cell takes.
  ///   - swath: the width that a line covers, in metres; dents less deep than half of it are no reason to cut.
  ///   - link: the seconds that another cell costs in ways.
  init(_ boundary: FieldBoundary, cost: SweepCost, swath: Double, link: Double) {
    var open = [Self.costed(FieldCell(boundary), cost)]
    var done: [Costed] = []
    while let cell = open.popLast() {
      if open.count + done.count + 1 < Self.mostCells, let parts = Self.cut(cell, cost: cost, swath: swath, link: link)
      {
        open += parts
      } else {
        done.append(cell)
      }
    }
    cells = done.map { ($0.cell, $0.bearing) }
  }

  private static func costed(_ cell: FieldCell, _ cost: SweepCost) -> Costed {
    let best = cost.ranked(cell, most: mostDirections).first
    return Costed(cell: cell, bearing: best?.bearing ?? .zero, seconds: best?.seconds ?? .infinity)
  }

  /// The parts of a cell along its best cut; nil where none pays.
  private static func cut(_ cell: Costed, cost: SweepCost, swath: Double, link: Double) -> [Costed]? {
    var best: (parts: [Costed], seconds: Double)?
    for (tip, directions) in dents(of: cell.cell.boundary, depth: swath / 2) {
      for direction in directions + [Vector.unit(direction: cell.bearing.radians)] {
        guard let parts = PolygonCut.parts(of: cell.cell.boundary, at: tip, along: direction), parts.count <= 4 else {
          continue
        }
        let line = FieldCell.CutLine(point: tip, direction: direction)
        let cells = parts.map { costed(cell.cell.part($0, cutAlong: line), cost) }
        let seconds = cells.reduce(link * Double(cells.count - 1)) { $0 + $1.seconds }
        if seconds < min(0.995 * cell.seconds, best?.seconds ?? .infinity) - 1e-6 { best = (cells, seconds) }
      }
    }
    return best?.parts
  }

  /// The corners at which ground that is not field reaches in, the deepest first, with the directions of their edges.
  private static func dents(of boundary: FieldBoundary, depth: Double) -> [(tip: Vector, directions: [Vector])] {
    var dents: [(tip: Vector, directions: [Vector], size: Double)] = []
    for (index, ring) in boundary.rings.enumerated() {
      let corners = OutlineThinning.thinned(ring.vertices.map(Vector.init), tolerance: depth)
      guard corners.count > 2 else { continue }
      for place in corners.indices {
        let before = corners[place] - corners[(place + corners.count - 1) % corners.count]
        let after = corners[(place + 1) % corners.count] - corners[place]
        let turn = before.cross(after) * (index == 0 ? 1 : -1)
        guard turn < 0 else { continue }
        let size = -turn / max(before.length, after.length)
        guard size > depth else { continue }
        dents.append((corners[place], [before, after].map { $0 * (1 / $0.length) }, size))
      }
    }
    return dents.sorted { $0.size > $1.size + 1e-6 }.prefix(mostDents).map { ($0.tip, $0.directions) }
  }
}
