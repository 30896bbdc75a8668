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
  /// The way home.
  let wayHome: ReturnFlight

  /// More lines than anybody flies; beyond it a slip in a unit is likelier than a wish.
  private static let mostLines = 100_000
  /// Further than any drone needs to get up to speed.
  private static let longestTurnaround = Length.meters(500)
  /// A place farther off is likelier a slip, such as longitude before latitude, than where a survey begins.
  private static let farthestEntry = Length.meters(5000)
  /// More pictures than anybody keeps.
  private static let mostPictures = 5_000_000

  init(
    _ site: SurveySite,
    request: SurveyRequest,
    design: SurveyDesign,
    terrain source: (any ElevationSource)?
  ) throws {
    let (field, frame) = (site.polygons, site.frame)
    let transitSpeed = max(design.speed, min(request.dynamics.transitSpeed, request.drone.maximumSpeed))
    let times = TransitTimes(dynamics: request.dynamics, speed: design.speed, transitSpeed: transitSpeed)
    let given = request.takeoff.map { Vector(frame.localPoint(of: $0)) }
    try Self.checkSize(field, design: design)
    if let given { try site.noFly?.check(takeoff: given) }
    guard request.turnaround >= .zero, request.turnaround <= Self.longestTurnaround else {
      throw FlightPlanningError.implausible(
        quantity: "turnaround",
        value: "\(request.turnaround.meters) m",
        from: "0 m",
        to: "\(Self.longestTurnaround.meters) m"
      )
    }
    let entry = request.entry.map { Vector(frame.localPoint(of: $0)) }
    if let entry {
      let edges = field.flatMap(\.outer.edges)
      let away = edges.map { entry.distance(toSegment: Vector($0.start), Vector($0.end)) }.min() ?? 0
      guard away <= Self.farthestEntry.meters || field.contains(where: { $0.contains(entry) }) else {
        throw FlightPlanningError.implausible(
          quantity: "distance of the entry from the field",
          value: "\(Figure.text(away / 1000, 1)) km",
          from: "0 m",
          to: "\(Self.farthestEntry.meters) m"
        )
      }
    }
    let alternatives = FieldLines.alternatives(
      for: site,
      home: given,
      entry: entry,
      request: request,
      design: design,
      times: times
    )
    let sampler = source.map { GroundSampler($0, frame: frame) }
    let flown = try alternatives.map {
      try Flown($0, site: site, takeoff: given, request: request, design: design, times: times, sampler: sampler)
    }
    guard var best = flown.first else { throw FlightPlanningError.noField }
    for other in flown.dropFirst() where other.isBetter(than: best) { best = other }
    layouts = best.lines.layouts
    coverage = best.lines.coverage
    strategy = SurveyStrategy(
      cellCount: best.lines.cellCount,
      singleDirectionTime: flown[0].duration,
      cellsTime: flown.count > 1 ? flown[1].duration : nil
    )
    home = best.home
    sorties = best.sorties
    wayHome = try ReturnFlight(
      best.sorties,
      home: best.home,
      ground: best.heights.homeGround,
      sampler: sampler,
      zones: site.noFly,
      request: request
    )
    terrain = try sampler.map {
      try TerrainReport(
        best.sorties,
        request: request,
        design: design,
        sampler: $0,
        homeGround: best.heights.homeGround
      )
    }
  }

  /// One of the ways to survey a field, with its sorties.
  private struct Flown {
    let lines: FieldLines
    let home: Vector
    let heights: HeightControl
    let sorties: [Sortie]
    let duration: Duration
    /// The flight time and that of changing batteries.
    private let timeOnSite: Duration

    init(
      _ found: FieldLines,
      site: SurveySite,
      takeoff: Vector?,
      request: SurveyRequest,
      design: SurveyDesign,
      times: TransitTimes,
      sampler: GroundSampler?
    ) throws {
      let field = site.polygons
      lines = found
      let first = found.lines.first
      let start = first.map { Vector($0.start) } ?? Vector(x: 0, y: 0)
      let home =
        takeoff ?? FieldSurvey.nearestOnEdge(of: field[first?.polygon ?? 0], to: start, zones: site.noFly)
      self.home = home
      heights = try HeightControl(
        request,
        design: design,
        sampler: sampler,
        field: field,
        lines: found.lines,
        home: home
      )
      var planner = try SortiePlanner(
        found.lines,
        home: home,
        request: request,
        design: design,
        transitSpeed: times.transitSpeed,
        router: Router(
          field,
          site: site.whole,
          zones: site.noFly?.keepOut ?? [],
          homePolygon: takeoff.map { home in field.firstIndex { $0.contains(home) } } ?? first?.polygon,
          clearance: design.edgeClearance.meters,
          times: times
        ),
        heights: heights
      )
      let sorties = try planner.sorties()
      self.sorties = sorties
      duration = sorties.reduce(.zero) { $0 + $1.duration }
      timeOnSite = duration + request.logistics.batteryChange * sorties.count
    }

    /// Whether cells are worth what they ask of the pilot.
    func isBetter(than other: Flown) -> Bool {
      lines.coverage > other.lines.coverage - 1e-3
        && timeOnSite < other.timeOnSite * (lines.cellCount > other.lines.cellCount ? 1 - FieldLines.worthwhileGain : 1)
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
      throw FlightPlanningError.tooLarge(what: "lines", count: Int(bounded: lines), limit: mostLines)
    }
    guard pictures < Double(mostPictures) else {
      throw FlightPlanningError.tooLarge(what: "pictures", count: Int(bounded: pictures), limit: mostPictures)
    }
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
