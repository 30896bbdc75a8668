public import FieldGeometry
public import Quantities

/// Where a survey is flown: the polygons to plan on a plane, and what has to be known of the ground around them.
///
/// A site begins as a field or as a corridor. What zones leave of it, and a part of it, are sites of their own, so that
/// polygons, stretches and zones always belong together.
public struct SurveySite: Sendable {
  /// The plane.
  public let frame: LocalFrame

  /// The polygons to plan.
  public private(set) var polygons: [FieldBoundary]

  /// The ground before anything was cut from it; ways keep off its holes.
  public private(set) var whole: [FieldBoundary]

  /// The zones that no path leads over; nil where there are none.
  public private(set) var noFly: NoFlyZones?

  /// The area that the zones and their clearance take from the ground.
  public private(set) var excludedArea = Area.zero

  /// What the polygons are, where they are not a whole field; nil where they are.
  public private(set) var part: SitePart?

  /// The area of the ground that a part was taken from, zones and their clearance left out.
  public var fieldArea: Area { whole.area - excludedArea }

  /// How far the place of a picture may be off without corrections, in metres.
  private static let leastMargin = 2.0

  /// The stretch of a corridor that each polygon belongs to; empty where they are no corridor.
  ///
  /// Lines then run along the stretches, and are flown along the whole corridor one after another.
  private(set) var stretches: [SurveyStretch] = []

  /// The direction of the lines in all polygons, where the part sets it.
  private var lineBearing: Angle?

  /// A field, whole.
  ///
  /// - Parameters:
  ///   - field: the polygons, on the plane of the frame.
  ///   - frame: the plane.
  public init(_ field: [FieldBoundary], in frame: LocalFrame) {
    self.frame = frame
    polygons = field
    whole = field
  }

  /// The ground along lines.
  ///
  /// - Parameters:
  ///   - corridor: the ground, a polygon for each stretch.
  ///   - frame: the plane.
  ///   - overlay: what cuts polygons that overlap.
  /// - Throws: what the overlay throws.
  public init(along corridor: Corridor, in frame: LocalFrame, overlay: some PolygonOverlay) throws {
    let cells = try zip(overlay.withoutOverlaps(corridor.cells), corridor.stretches).flatMap { pieces, stretch in
      pieces.map { ($0, stretch) }
    }
    self.init(cells.map(\.0), in: frame)
    stretches = cells.map(\.1)
    part = .corridor(corridor)
  }

  /// What no-fly zones leave of the site.
  ///
  /// - Precondition: the site keeps off no zones yet, since two of them would have to be joined first.
  /// - Parameter cutter: the zones.
  /// - Returns: the site without the zones and their clearance.
  /// - Throws: `FlightPlanningError.nothingLeft`, or what the cutter throws.
  public func keepingOff(_ cutter: some NoFlyCutter) throws -> SurveySite {
    precondition(noFly == nil, "the site keeps off other zones already")
    var site = self
    let pieces = try polygons.map(cutter.ground(of:))
    site.polygons = pieces.flatMap(\.self)
    guard !site.polygons.isEmpty else {
      throw FlightPlanningError.nothingLeft(zones: cutter.name, clearance: cutter.zones.clearance)
    }
    site.stretches = zip(pieces, stretches).flatMap { pieces, stretch in pieces.map { _ in stretch } }
    site.noFly = cutter.zones
    site.excludedArea = whole.area - site.polygons.area
    return site
  }

  /// A part of the site.
  ///
  /// - Precondition: the zones given are those that the site keeps off.
  /// - Parameters:
  ///   - wanted: which part.
  ///   - request: what is wanted of the survey; its pixel and its camera set the width of strips.
  ///   - overlay: what cuts strips to the field.
  ///   - zones: the zones that the site keeps off, which cut boxes and plots too; nil where it has none.
  /// - Returns: the site of the part alone; stretches of a corridor are none of it.
  /// - Throws: `FlightPlanningError` where the part cannot be, or what overlay and zones throw.
  public func part(
    _ wanted: PartRequest,
    of request: SurveyRequest,
    overlay: some PolygonOverlay,
    zones: (any NoFlyCutter)? = nil
  ) throws -> SurveySite {
    precondition(zones?.zones == noFly, "a part is cut by the zones of its site")
    var site = self
    site.stretches = []
    let camera = request.drone.camera
    let width = try camera.groundWidth(at: request.target.groundSamplingDistance(with: camera))
    switch wanted {
    case .plots(let share, let side):
      let sample = try SamplePlots(of: polygons, share: share, side: side)
      site.polygons = sample.plots
      site.part = .plots(sample, asked: share)
    case .transects(let share, let seed):
      let bearing = request.lineBearing
      let sample = try SampleTransects(of: polygons, share: share, width: width, bearing: bearing, seed: seed)
      let pieces = try overlay.pieces(of: polygons, in: sample.strips)
      guard !pieces.isEmpty else { throw FlightPlanningError.noTransect(spacing: sample.spacing) }
      let shown = pieces.area.squareMeters / polygons.area.squareMeters
      site.polygons = pieces
      site.part = .transects(sample, width: width, asked: share, share: shown, seed: seed)
      site.lineBearing = sample.bearing
    case .unflown(let flown):
      // Pictures of both flights overlap as those of neighbouring lines do, at the least by what places are off.
      let margin = max(request.conditions.sidelap.fraction * width.meters, Self.leastMargin)
      let pieces = try overlay.unflown(of: polygons, flown: flown, gap: width.meters / 20, margin: margin)
      guard !pieces.isEmpty else { throw FlightPlanningError.allFlown }
      let share = pieces.area.squareMeters / polygons.area.squareMeters
      site.polygons = pieces
      site.part = .unflown(share: share, margin: .meters(margin))
    case .revisit(let patches, let margin):
      let boxes = try RevisitBoxes(around: patches, in: polygons, margin: margin, reach: width)
      site.polygons = boxes.boxes
      site.part = .revisit(boxes, margin: margin)
    }
    // Boxes around patches are whole although a zone cuts the field.
    if let zones { site.polygons = try site.polygons.flatMap(zones.ground(of:)) }
    return site
  }

  /// The direction of a polygon's lines.
  ///
  /// - Parameters:
  ///   - index: the polygon.
  ///   - asked: the direction asked for, where the site sets none.
  /// - Returns: the direction; nil for the one that takes the least time.
  func lineBearing(ofPolygon index: Int, asked: Angle?) -> Angle? {
    stretches.isEmpty ? lineBearing ?? asked : stretches[index].direction
  }

  /// The site seen from another plane.
  func moved(to plane: PlanningPlane) -> SurveySite {
    var site = self
    site.polygons = polygons.map(plane.inside)
    site.whole = whole.map(plane.inside)
    site.noFly = noFly.map {
      NoFlyZones(
        zones: $0.zones.map(plane.inside),
        keepOut: $0.keepOut.map(plane.inside),
        clearance: $0.clearance
      )
    }
    site.lineBearing = lineBearing.map { $0 - plane.turn }
    site.stretches = stretches.map {
      SurveyStretch(
        line: $0.line,
        number: $0.number,
        start: LocalPoint(plane.inside(Vector($0.start))),
        direction: $0.direction - plane.turn
      )
    }
    return site
  }
}

extension [FieldBoundary] {
  /// The area of all polygons.
  fileprivate var area: Area { reduce(.zero) { $0 + $1.area } }
}
