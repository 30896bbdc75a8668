import FieldGeometry
import Quantities

/// The lines that survey a field, in the order flown.
struct FieldLines {
  /// The lines in the order flown.
  let lines: [SurveyLine]
  /// How each polygon is surveyed.
  let layouts: [PolygonLayout]
  /// The part of the field that the pictures show, from 0 to 1.
  let coverage: Double
  /// Whether it is surveyed cell by cell, and what the other way would have taken.
  let strategy: SurveyStrategy

  /// How many of the best directions are laid out with all their lines and ordered.
  private static let finalists = 3

  /// Lays and orders lines on a plane of the field's own.
  ///
  /// - Parameters:
  ///   - field: the polygons.
  ///   - home: the take-off; nil where it is free.
  ///   - entry: the place near which the survey begins; nil where that is free.
  ///   - request: what is wanted.
  ///   - design: how densely lines lie.
  ///   - times: how long ways without pictures take.
  init(
    _ field: [FieldBoundary],
    home: Vector?,
    entry: Vector?,
    request original: SurveyRequest,
    design: SurveyDesign,
    times: TransitTimes
  ) {
    let plane = PlanningPlane(field)
    let request = plane.inside(original)
    let cost = SweepCost(request, design: design, times: times)
    let turned = field.map(plane.inside)
    let home = home.map(plane.inside)
    let entry = entry.map(plane.inside)
    func tour(_ lines: [SurveyLine]) -> LineTour {
      var router = Router(
        turned,
        site: turned,
        homePolygon: home.flatMap { home in turned.firstIndex { $0.contains(home) } },
        clearance: design.edgeClearance.meters,
        times: times
      )
      return LineTour(lines, home: home, entry: entry, router: &router, times: times)
    }
    var layouts: [PolygonLayout] = []
    var tours: [LineTour] = []
    var strategy = SurveyStrategy()
    for polygon in field.indices {
      let candidates = Self.candidates(turned[polygon], cost: cost, request: request, design: design, times: times)
      var best: (layout: PolygonLayout, tour: LineTour, seconds: Double)?
      for cells in candidates {
        let layout = PolygonLayout(cells, polygon: polygon, request: request, design: design)
        let tour = tour(layout.lines)
        let seconds = layout.seconds + tour.seconds
        strategy.note(cellCount: cells.count, seconds: seconds)
        // A layout that leaves gaps is not quicker but worse.
        let isBetter =
          best.map {
            layout.coverage > $0.layout.coverage + 1e-3
              || (layout.coverage > $0.layout.coverage - 1e-3 && seconds < $0.seconds - 1e-6)
          } ?? true
        if isBetter { best = (layout, tour, seconds) }
      }
      guard let best else { continue }
      strategy.choose(cellCount: best.layout.cellCount, seconds: best.seconds)
      layouts.append(best.layout)
      tours.append(best.tour)
    }
    let ordered = tours.count == 1 ? tours[0].lines : tour(layouts.flatMap(\.lines)).lines
    lines = ordered.map(plane.outside)
    self.layouts = layouts.map { $0.turned(by: plane.turn) }
    let areas = field.map(\.area.squareMeters)
    coverage = min(1, zip(layouts, areas).reduce(0) { $0 + $1.0.coverage * $1.1 } / areas.reduce(0, +))
    self.strategy = strategy
  }

  /// The ways to survey a polygon that are worth laying out: along one direction, and cell by cell.
  private static func candidates(
    _ boundary: FieldBoundary,
    cost: SweepCost,
    request: SurveyRequest,
    design: SurveyDesign,
    times: TransitTimes
  ) -> [[(boundary: FieldBoundary, bearing: Angle)]] {
    if let bearing = request.lineBearing { return [[(boundary, bearing.asLineDirection)]] }
    let ranked = cost.ranked(boundary)
    // In the least wind-borne case all are infinite; one is tried, so that the error is told.
    var candidates = ranked.prefix(finalists).map { [(boundary: boundary, bearing: $0.bearing)] }
    let swath = design.groundWidth.meters
    let link = times.seconds(boundary.area.squareMeters.squareRoot() / 4)
    let decomposition = CellDecomposition(boundary, cost: cost, swath: swath, link: link)
    if decomposition.cells.count > 1 { candidates.append(decomposition.cells) }
    return candidates
  }
}
