public import FieldGeometry
public import Quantities

/// A survey of a field: lines, ways between them, sorties, and what is to be known of them.
public struct SurveyPlan: Sendable {
  /// The polygons of the field, on the plane.
  public let field: [FieldBoundary]
  /// The plane.
  public let frame: LocalFrame
  /// What was asked for.
  public let request: SurveyRequest
  /// How high, how fast and how densely it is flown.
  public let design: SurveyDesign
  /// The direction of the lines, clockwise from north, from 0 to below 180 degrees; of each polygon, in the order flown.
  public let lineBearings: [Angle]
  /// The number of parallel lines, those that holes and bays cut into pieces counted once.
  public let parallelLineCount: Int
  /// The widest gap between neighbouring parallel lines; zero where no polygon has two.
  public let rowGap: Length
  /// Where the drone takes off and lands.
  public let takeoff: LocalPoint
  /// The flights in order.
  public let sorties: [Sortie]
  /// The part of the field that the pictures show, from 0 to 1.
  public let coverage: Double
  /// The length of the path that leads over holes.
  public let lengthOverHoles: Length
  /// The length of the path that leads beyond the outlines: to and from the take-off and between polygons.
  public let lengthBeyondField: Length
  /// What the plan meets or comes near to.
  public let limits: [PlanLimit]
  /// What it does otherwise than asked for.
  public let adjustments: [PlanAdjustment]

  /// Plans a survey.
  ///
  /// - Parameters:
  ///   - field: the polygons, on the plane of the frame.
  ///   - frame: the plane.
  ///   - request: what is wanted.
  /// - Throws: `FlightPlanningError` where it cannot be flown at all.
  public init(for field: [FieldBoundary], in frame: LocalFrame, request: SurveyRequest) throws {
    guard !field.isEmpty else { throw FlightPlanningError.noField }
    let design = try SurveyDesign(request)
    let survey = try FieldSurvey(field, frame: frame, request: request, design: design)
    self.field = field
    self.frame = frame
    self.request = request
    self.design = design
    lineBearings = survey.layouts.map(\.sweep.bearing)
    parallelLineCount = survey.layouts.reduce(0) { $0 + $1.lineCount }
    rowGap = .meters(survey.layouts.map(\.rowGap).max() ?? 0)
    takeoff = LocalPoint(survey.home)
    sorties = survey.sorties
    coverage = survey.coverage

    let holes = ForbiddenGround(holesOf: field)
    let outside = ForbiddenGround(outside: field)
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
    limits =
      design.limits + PlanNotes.overlaps(in: field)
      + PlanNotes.limits(coverage: coverage, overHoles: overHoles, drone: request.drone)
    adjustments = design.adjustments
  }

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

  /// What the flights cost; nil where a flight's cost is not known.
  public var cost: Money? { request.drone.costPerFlight.map { $0 * Double(sorties.count) } }
}
