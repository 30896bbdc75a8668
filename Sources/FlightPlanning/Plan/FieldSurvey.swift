import FieldGeometry
import Quantities

/// The making of a plan: directions, rows, order, sorties.
struct FieldSurvey {
  private(set) var layouts: [RowLayout] = []
  private(set) var home: Vector
  private(set) var sorties: [Sortie]
  private(set) var coverage: Double
  /// The heights above the terrain; nil where none is given.
  private(set) var terrain: TerrainReport?

  /// More lines than anybody flies; beyond it a slip in a unit is likelier than a wish.
  private static let mostLines = 100_000
  /// More pictures than anybody keeps.
  private static let mostPictures = 5_000_000

  init(
    _ field: [FieldBoundary],
    frame: LocalFrame,
    request: SurveyRequest,
    design: SurveyDesign,
    terrain source: (any ElevationSource)?
  ) throws {
    let transitSpeed = max(design.speed, min(request.dynamics.transitSpeed, request.drone.maximumSpeed))
    let order = RowOrder(dynamics: request.dynamics, speed: design.speed, transitSpeed: transitSpeed)
    let given = request.takeoff.map { Vector(frame.localPoint(of: $0)) }
    try Self.checkSize(field, design: design)
    if let given { try request.noFly?.check(takeoff: given) }

    var shown = 0.0
    var lines: [SurveyLine] = []
    func add(_ row: OrientedRow, of layout: RowLayout, polygon: Int) {
      lines.append(
        SurveyLine(
          start: layout.sweep.point(row.start),
          end: layout.sweep.point(row.end),
          captureCount: row.row.captureCount,
          photoDistance: design.photoDistance,
          polygon: polygon
        )
      )
    }
    var place = given
    let followsStretches = !request.stretches.isEmpty
    for polygon in followsStretches ? Array(field.indices) : Self.sequence(of: field, from: given) {
      let boundary = field[polygon]
      let chosen = Self.layout(
        of: boundary,
        bearing: request.lineBearing(ofPolygon: polygon),
        request: request,
        design: design,
        order: order,
        home: place
      )
      layouts.append(chosen.layout)
      shown += chosen.coverage * boundary.area.squareMeters
      guard !followsStretches else { continue }
      for row in chosen.rows { add(row, of: chosen.layout, polygon: polygon) }
      place = lines.last.map { Vector($0.end) } ?? place
    }
    if followsStretches {
      for flown in StretchOrder.order(layouts, stretches: request.stretches, home: given) {
        add(flown.row, of: layouts[flown.polygon], polygon: flown.polygon)
      }
    }
    coverage = min(1, shown / field.reduce(0) { $0 + $1.area.squareMeters })
    let start = lines.first.map { Vector($0.start) } ?? Vector(x: 0, y: 0)
    home = given ?? Self.nearestOnEdge(of: field[lines.first?.polygon ?? 0], to: start, zones: request.noFly)
    let homePolygon = given.map { home in field.firstIndex { $0.contains(home) } } ?? lines.first?.polygon
    let sampler = source.map { GroundSampler($0, frame: frame) }
    let heights = try HeightControl(request, design: design, sampler: sampler, field: field, lines: lines, home: home)
    var planner = try SortiePlanner(
      lines,
      home: home,
      request: request,
      design: design,
      transitSpeed: transitSpeed,
      router: Router(
        field,
        site: request.site ?? field,
        zones: request.noFly?.keepOut ?? [],
        homePolygon: homePolygon,
        clearance: design.edgeClearance.meters
      ),
      heights: heights
    )
    sorties = try planner.sorties()
    terrain = try sampler.map {
      try TerrainReport(sorties, request: request, design: design, sampler: $0, homeGround: heights.homeGround)
    }
  }

  private static func checkSize(_ field: [FieldBoundary], design: SurveyDesign) throws {
    var lines = 0.0
    var pictures = 0.0
    for boundary in field {
      lines += ConvexHull(boundary.outer.vertices).minimumWidth.width / design.widestRowGap + 1
      pictures += boundary.area / (design.widestRowGap * design.photoDistance)
    }
    guard lines < Double(mostLines) else {
      throw FlightPlanningError.tooLarge(what: "lines", count: Int(min(lines, 1e15)), limit: mostLines)
    }
    guard pictures < Double(mostPictures) else {
      throw FlightPlanningError.tooLarge(what: "pictures", count: Int(min(pictures, 1e15)), limit: mostPictures)
    }
  }

  /// The polygons, each followed by the nearest that is left.
  private static func sequence(of field: [FieldBoundary], from home: Vector?) -> [Int] {
    var left = Array(field.indices)
    var sequence: [Int] = []
    var place = home
    func distance(_ polygon: Int, _ place: Vector) -> Double {
      field[polygon].outer.edges.map { place.distance(toSegment: Vector($0.start), Vector($0.end)) }.min() ?? 0
    }
    while let next = place.flatMap({ place in left.min { distance($0, place) < distance($1, place) } }) ?? left.first {
      sequence.append(next)
      left.removeAll { $0 == next }
      place = field[next].outer.vertices.first.map(Vector.init)
    }
    return sequence
  }

  /// The layout of a polygon along the direction asked for, or along the one that takes the least time.
  ///
  /// The least time is at the direction of an edge of the outline, a hole or the hull (for the number of lines: Huang,
  /// 2001). All of them are laid out and ordered with straight ways between lines; the best three then get their gaps
  /// filled and are compared again.
  private static func layout(
    of boundary: FieldBoundary,
    bearing: Angle?,
    request: SurveyRequest,
    design: SurveyDesign,
    order: RowOrder,
    home: Vector?
  ) -> (layout: RowLayout, rows: [OrientedRow], coverage: Double) {
    let slack = design.photoDistance.meters
    func swept(_ layout: RowLayout) -> Vector? { home.map { layout.sweep.sweep($0) } }
    func timed(_ layout: RowLayout) -> (rows: [OrientedRow], time: Double) {
      let rows = order.order(layout.rows, home: swept(layout), slack: slack)
      let clock = WindClock(request, design: design, bearing: layout.sweep.bearing)
      return (rows, order.time(rows, home: swept(layout)) + clock.delay(on: rows))
    }
    let bearings = bearing.map { [$0] } ?? SweepDirections.candidates(of: boundary)
    let first = bearings.map { bearing in
      let layout = RowLayout(boundary, bearing: bearing.asLineDirection, design: design)
      return (layout: layout, time: bearings.count == 1 ? 0 : timed(layout).time)
    }
    var best: (layout: RowLayout, rows: [OrientedRow], coverage: Double, time: Double)?
    for candidate in first.sorted(by: { $0.time < $1.time }).prefix(3) {
      var layout = candidate.layout
      let coverage = layout.fillGaps(design: design)
      let result = timed(layout)
      // A direction that leaves gaps is not quicker but worse.
      let isBetter =
        best.map { coverage > $0.coverage + 1e-3 || (coverage > $0.coverage - 1e-3 && result.time < $0.time) } ?? true
      if isBetter { best = (layout, result.rows, coverage, result.time) }
    }
    guard let best else {
      let layout = RowLayout(boundary, bearing: .zero, design: design)
      return (layout, timed(layout).rows, 0)
    }
    return (best.layout, best.rows, best.coverage)
  }

  private static func nearestOnEdge(of boundary: FieldBoundary, to point: Vector, zones: NoFlyZones?) -> Vector {
    let free = boundary.outer.edges.filter { edge in zones.map { !$0.borders(edge) } ?? true }
    var nearest = point
    var distance = Double.infinity
    for edge in free.isEmpty ? boundary.outer.edges : free {
      let start = Vector(edge.start)
      let along = Vector(edge.end) - start
      let fraction = min(1, max(0, (point - start).dot(along) / along.dot(along)))
      let candidate = start + along * fraction
      if (candidate - point).length < distance {
        nearest = candidate
        distance = (candidate - point).length
      }
    }
    return nearest
  }
}
