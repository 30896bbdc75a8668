import FieldGeometry
import Quantities

/// The making of a plan: lines, home, sorties.
struct FieldSurvey {
  let layouts: [PolygonLayout]
  /// Whether it is surveyed cell by cell.
  let strategy: SurveyStrategy
  let home: Vector
  let sorties: [Sortie]
  let coverage: Double
  /// The heights above the terrain; nil where none is given.
  let terrain: TerrainReport?

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
    let times = TransitTimes(dynamics: request.dynamics, speed: design.speed, transitSpeed: transitSpeed)
    let given = request.takeoff.map { Vector(frame.localPoint(of: $0)) }
    try Self.checkSize(field, design: design)
    let found = FieldLines(
      field,
      home: given,
      entry: request.entry.map { Vector(frame.localPoint(of: $0)) },
      request: request,
      design: design,
      times: times
    )
    let lines = found.lines
    layouts = found.layouts
    coverage = found.coverage
    strategy = found.strategy
    let start = lines.first.map { Vector($0.start) } ?? Vector(x: 0, y: 0)
    home = given ?? Self.nearestOnEdge(of: field[lines.first?.polygon ?? 0], to: start)
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
        homePolygon: homePolygon,
        clearance: design.edgeClearance.meters,
        times: times
      ),
      heights: heights
    )
    let sorties = try planner.sorties()
    self.sorties = sorties
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

  private static func nearestOnEdge(of boundary: FieldBoundary, to point: Vector) -> Vector {
    var nearest = point
    var distance = Double.infinity
    for edge in boundary.outer.edges {
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
