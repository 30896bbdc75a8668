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
  /// The number of cells, one for each polygon that is surveyed along one direction.
  var cellCount: Int { layouts.reduce(0) { $0 + $1.cellCount } }

  /// The part of the time that cells must save against one direction.
  static let worthwhileGain = 0.03
  /// How many of the best directions are laid out with all their lines and ordered.
  private static let finalists = 3

  /// Lays and orders lines on a plane of the field's own: along one direction for each polygon, and, where that seems to
  /// pay, cell by cell.
  ///
  /// - Parameters:
  ///   - site: the ground.
  ///   - home: the take-off; nil where it is free.
  ///   - entry: the place near which the survey begins; nil where that is free.
  ///   - request: what is wanted.
  ///   - design: how densely lines lie.
  ///   - times: how long ways without pictures take.
  /// - Returns: the lines along one direction for each polygon; then those of cells, where there are any.
  static func alternatives(
    for site: SurveySite,
    home: Vector?,
    entry: Vector?,
    request: SurveyRequest,
    design: SurveyDesign,
    times: TransitTimes
  ) -> [FieldLines] {
    let field = site.polygons
    let plane = PlanningPlane(field)
    let request = plane.inside(request)
    let cost = SweepCost(request, design: design, times: times)
    let site = site.moved(to: plane)
    let turned = site.polygons
    let home = home.map(plane.inside)
    let entry = entry.map(plane.inside)
    // One for all tours: what it has found out once is asked again.
    var router = Router(
      turned,
      site: site.whole,
      zones: site.noFly?.keepOut ?? [],
      homePolygon: home.flatMap { home in turned.firstIndex { $0.contains(home) } },
      clearance: design.edgeClearance.meters,
      times: times
    )
    func tour(_ lines: [SurveyLine]) -> LineTour {
      LineTour(lines, home: home, entry: entry, router: &router, times: times)
    }
    let areas = field.map(\.area.squareMeters)
    guard site.stretches.isEmpty || request.crosshatch else {
      let found = StretchLines(site, from: entry ?? home, request: request, design: design)
      return [FieldLines(found.lines, layouts: found.layouts, areas: areas, plane: plane)]
    }
    var along: [Laid] = []
    var inCells: [Laid] = []
    for polygon in field.indices {
      var single: Laid?
      var cut: Laid?
      for cells in candidates(
        turned[polygon],
        bearing: site.lineBearing(ofPolygon: polygon, asked: request.lineBearing),
        cost: cost,
        swath: design.groundWidth.meters,
        times: times
      ) {
        let layout = PolygonLayout(cells, polygon: polygon, request: request, design: design)
        let laid = Laid(layout, tour: tour(layout.lines), of: turned[polygon], design: design)
        if cells.count > 1 { cut = laid } else if laid.isBetter(than: single) { single = laid }
      }
      guard let single else { continue }
      along.append(single)
      inCells.append(cut.flatMap { $0.isBetter(than: single) ? $0 : nil } ?? single)
    }
    let isCut = inCells.contains { $0.layout.cellCount > 1 }
    return (isCut ? [along, inCells] : [along]).map { laid in
      let lines = laid.count == 1 ? laid[0].tour.lines : tour(laid.flatMap(\.layout.lines)).lines
      return FieldLines(lines, layouts: laid.map(\.layout), areas: areas, plane: plane)
    }
  }

  /// A polygon's lines and the order in which they would be flown alone.
  private struct Laid {
    let layout: PolygonLayout
    let tour: LineTour
    /// The part of the interior that as many lines show as the sidelap promises.
    let seenByLines: Double

    private var seconds: Double { layout.seconds + tour.seconds }

    init(_ layout: PolygonLayout, tour: LineTour, of boundary: FieldBoundary, design: SurveyDesign) {
      self.layout = layout
      self.tour = tour
      let strips = layout.lines.map { LineStrip($0, design: design) }
      seenByLines = LineMultiplicity(strips, over: [boundary], sidelap: design.sidelap).share
    }

    /// A layout that leaves gaps is not quicker but worse; more cells must be worth what they ask of the pilot.
    func isBetter(than other: Laid?) -> Bool {
      guard let other else { return true }
      let gains = [layout.coverage - other.layout.coverage, seenByLines - other.seenByLines]
      guard gains.allSatisfy({ $0 > -1e-3 }) else { return false }
      let asked = layout.cellCount > other.layout.cellCount ? FieldLines.worthwhileGain * other.seconds : 0
      return gains.contains { $0 > 1e-3 } || seconds < other.seconds - asked - 1e-6
    }
  }

  private init(_ lines: [SurveyLine], layouts: [PolygonLayout], areas: [Double], plane: PlanningPlane) {
    self.lines = lines.map(plane.outside)
    self.layouts = layouts.map { $0.turned(by: plane.turn) }
    coverage = Self.coverage(layouts, areas)
  }

  /// The part of the field that the pictures show, from the polygons' parts and areas.
  private static func coverage(_ layouts: [PolygonLayout], _ areas: [Double]) -> Double {
    min(1, zip(layouts, areas).reduce(0) { $0 + $1.0.coverage * $1.1 } / areas.reduce(0, +))
  }

  /// The ways to survey a polygon that are worth laying out: along one direction, and cell by cell.
  private static func candidates(
    _ boundary: FieldBoundary,
    bearing: Angle?,
    cost: SweepCost,
    swath: Double,
    times: TransitTimes
  ) -> [[(cell: FieldCell, bearing: Angle)]] {
    if let bearing { return [[(FieldCell(boundary), bearing.asLineDirection)]] }
    let ranked = cost.ranked(FieldCell(boundary))
    // In the least wind-borne case all are infinite; one is tried, so that the error is told.
    var candidates = ranked.prefix(finalists).map { [(cell: FieldCell(boundary), bearing: $0.bearing)] }
    let link = times.seconds(boundary.area.squareMeters.squareRoot() / 4)
    let decomposition = CellDecomposition(boundary, cost: cost, swath: swath, link: link)
    if decomposition.cells.count > 1 { candidates.append(decomposition.cells) }
    return candidates
  }
}
