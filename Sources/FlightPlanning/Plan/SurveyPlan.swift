public import FieldGeometry
public import Quantities

/// A survey of a field: lines, ways between them, sorties, and what is to be known of them.
public struct SurveyPlan: Sendable {
  /// Where it is flown.
  public let site: SurveySite
  /// What was asked for.
  public let request: SurveyRequest
  /// How high, how fast and how densely it is flown.
  public let design: SurveyDesign
  /// Whether the polygons are surveyed along one direction each or cell by cell, and what the other way would take.
  public let strategy: SurveyStrategy
  /// The directions of the lines, clockwise from north, from 0 to below 180 degrees: of each polygon, or of each cell.
  public let lineBearings: [Angle]
  /// The number of parallel lines, those that holes and bays cut into pieces counted once.
  public let parallelLineCount: Int
  /// The gap between neighbouring parallel lines as designed, the widest of all polygons; zero where none has two.
  public let rowGap: Length
  /// The sidelap between neighbouring lines, measured on the ground; nil where no line has a neighbour.
  public let sidelap: GroundSidelap?
  /// By how many lines the interior of the field is seen, measured on the ground.
  public let multiplicity: LineMultiplicity
  /// Where the drone takes off and lands.
  public let takeoff: LocalPoint
  /// The flights in order.
  public let sorties: [Sortie]
  /// The part of the field that the pictures show, from 0 to 1.
  public let coverage: Double
  /// The length of the lines.
  public let lineLength: Length
  /// How high the plan is above the terrain; nil where none was given.
  public let terrain: TerrainReport?
  /// The way home that the drone takes by itself.
  public let wayHome: ReturnFlight
  /// The length of the path that leads over holes, or over no-fly zones with their clearance.
  public let lengthOverHoles: Length
  /// The length of the path that leads beyond the outlines: to and from the take-off and between polygons.
  public let lengthBeyondField: Length
  /// What sets the speed.
  public let bindingLimit: BindingLimit
  /// What the survey takes and costs.
  public let economics: SurveyEconomics
  /// What the plan meets or comes near to.
  public let limits: [PlanLimit]
  /// What it does otherwise than asked for.
  public let adjustments: [PlanAdjustment]

  /// Plans a survey of a whole field without no-fly zones.
  ///
  /// - Parameters:
  ///   - field: the polygons, on the plane of the frame.
  ///   - frame: the plane.
  ///   - request: what is wanted.
  ///   - source: the heights of the ground; nil for a flat field.
  /// - Throws: `FlightPlanningError` where it cannot be flown at all.
  public init(
    for field: [FieldBoundary],
    in frame: LocalFrame,
    request: SurveyRequest,
    terrain source: (any ElevationSource)? = nil
  ) throws {
    try self.init(for: SurveySite(field, in: frame), request: request, terrain: source)
  }

  /// Plans a survey.
  ///
  /// - Parameters:
  ///   - site: where it is flown.
  ///   - request: what is wanted.
  ///   - source: the heights of the ground; nil for a flat field.
  /// - Throws: `FlightPlanningError` where it cannot be flown at all.
  public init(
    for site: SurveySite,
    request: SurveyRequest,
    terrain source: (any ElevationSource)? = nil
  ) throws {
    let (field, frame) = (site.polygons, site.frame)
    guard !field.isEmpty else { throw FlightPlanningError.noField }
    if let takeoff = request.takeoff, let corner = field.first?.outer.vertices.first {
      guard try !takeoff.looksSwapped(beside: frame.coordinate(of: corner)) else {
        throw FlightPlanningError.looksSwapped(other: "the take-off")
      }
    }
    let design = try SurveyDesign(request, overTerrain: source != nil)
    let survey = try FieldSurvey(site, request: request, design: design, terrain: source)
    self.site = site
    self.request = request
    self.design = design
    strategy = survey.strategy
    lineBearings = survey.layouts.flatMap(\.bearings)
    parallelLineCount = survey.layouts.reduce(0) { $0 + $1.lineCount }
    rowGap = .meters(survey.layouts.map(\.rowGap).max() ?? 0)
    takeoff = LocalPoint(survey.home)
    sorties = survey.sorties
    coverage = survey.coverage
    let strips = survey.sorties.flatMap(\.lines).map { LineStrip($0, design: design) }
    sidelap = GroundSidelap(strips, over: field)
    multiplicity = LineMultiplicity(strips, over: field, sidelap: design.sidelap)
    terrain = survey.terrain
    wayHome = survey.wayHome

    try site.noFly?.check(sorties)
    let holes = ForbiddenGround(holesOf: site.whole, zones: site.noFly?.keepOut ?? [])
    let outside = ForbiddenGround(outside: site.whole)
    var overHoles = 0.0
    var beyond = 0.0
    for leg in sorties.lazy.flatMap(\.legs) {
      for (start, end) in zip(leg.path, leg.path.dropFirst()) {
        let hole = holes.length(from: Vector(start), to: Vector(end))
        overHoles += hole
        beyond += outside.length(from: Vector(start), to: Vector(end)) - hole
      }
    }
    lengthOverHoles = .meters(overHoles)
    lengthBeyondField = .meters(max(0, beyond))
    bindingLimit = BindingLimit(of: sorties, design: design, wind: request.wind)
    let area = field.reduce(Area.zero) { $0 + $1.area }
    economics = try SurveyEconomics(sorties, area: area, request: request, design: design)
    let lineLength = sorties.lazy.flatMap(\.lines).reduce(Length.zero) { $0 + $1.length }
    self.lineLength = lineLength
    limits =
      design.limits + PlanNotes.overlaps(in: field)
      + PlanNotes.limits(missing: PlanNotes.missing(coverage: coverage), overHoles: overHoles, drone: request.drone)
      + PlanNotes.waypoints(of: survey.sorties, request)
      + Workload.limits(economics, lineLength: lineLength, request: request, design: design)
      + (try survey.terrain?.check(request, design: design) ?? []) + survey.wayHome.limits(request.conditions)
    adjustments = design.adjustments + SlowedLines.adjustments(of: survey.sorties, design: design, wind: request.wind)
  }

  /// The polygons surveyed, on the plane.
  public var field: [FieldBoundary] { site.polygons }

  /// The plane.
  public var frame: LocalFrame { site.frame }

  /// The lines surveyed, in the order flown; a line cut at the end of a battery counts as two.
  public var lines: [SurveyLine] { sorties.flatMap(\.lines) }

  /// The area of the field.
  public var area: Area { field.reduce(.zero) { $0 + $1.area } }

  /// The length of the path over the ground, all sorties.
  public var pathLength: Length { sorties.reduce(.zero) { $0 + $1.pathLength } }

  /// The time in the air, all sorties.
  public var flightTime: Duration { sorties.reduce(.zero) { $0 + $1.duration } }

  /// The pictures taken.
  public var imageCount: Int { sorties.reduce(0) { $0 + $1.imageCount } }

  /// The most motion blur at the design's speed, where the ground is nearest: v · t / g.
  public var greatestBlurInPixels: Double {
    design.speed.metersPerSecond * request.conditions.exposure.inSeconds
      / groundSamplingDistances.minimum.metersPerPixel
  }

  /// What the flights cost.
  public var cost: Money { economics.cost.total }

  /// The length on the ground of a pixel at its least, on average and at its greatest: by the height over the terrain.
  public var groundSamplingDistances:
    (minimum: GroundSamplingDistance, mean: GroundSamplingDistance, maximum: GroundSamplingDistance)
  {
    guard let terrain else { return (design.gsd, design.gsd, design.gsd) }
    let camera = request.drone.camera
    return (
      camera.groundSamplingDistance(at: terrain.leastHeightOnLines),
      camera.groundSamplingDistance(at: terrain.meanHeightOnLines),
      camera.groundSamplingDistance(at: terrain.greatestHeightOnLines)
    )
  }
}
