import FieldGeometry
import FlightPlanning
import GeoRaster
import MissionFormats
import Quantities
import ResultFiles

/// The ground of a plan: read from the field's file, cut by zones, and the part of it that is wanted.
struct PlanGround {
  /// Where the survey is flown.
  let site: SurveySite

  /// What strips save against the whole field; nil where none are flown.
  let savings: SampleSavings?

  /// What the user should know, without the full stop.
  let notes: [String]

  /// What of an earlier map is left out, without the full stop; nil where nothing is.
  let warning: String?

  /// Reads the field, and cuts it as the options say.
  ///
  /// - Throws: what reading and cutting throws.
  init(of path: String, request: SurveyRequest, options: PlanOptions) throws {
    var notes: [String] = []
    var whole =
      try options.parts.corridor.map { try Self.corridor(path, width: $0, options.parts, notes: &notes) }
      ?? Self.field(path, request, options.parts, notes: &notes)
    try options.ground.checkTakeoff(in: whole.frame)
    let zones = try options.ground.zones(in: whole.frame, notes: &notes)
    if let zones {
      let found = try GroundOptions.notes(of: zones, around: whole)
      whole = try whole.keepingOff(zones)
      notes += found
    }
    let flown = try options.parts.flown.map { try FlownGround(path: $0, catalog: options.drone.known()) }
    notes += flown?.notes ?? []
    guard let wanted = try options.parts.wanted(in: whole.frame, flown: flown?.polygons) else {
      (site, savings, self.notes, warning) = (whole, nil, notes, nil)
      return
    }
    site = try whole.part(wanted, of: request, overlay: PlaneOverlay(), zones: zones)
    savings =
      switch wanted {
      case .transects: try SampleSavings(of: site, against: whole, request: request)
      case .plots, .revisit, .unflown: nil
      }
    self.notes = notes + Self.notes(of: site, savings: savings)
    warning = Self.warning(of: site, revisited: options.parts.revisit)
  }

  private static func field(
    _ path: String,
    _ request: SurveyRequest,
    _ options: PartOptions,
    notes: inout [String]
  ) throws -> SurveySite {
    let site = try FieldFile.site(
      path: path,
      layer: options.layer,
      isOutline: options.outline == true,
      notes: &notes
    )
    let camera = request.drone.camera
    let swath = camera.groundWidth(at: try request.target.groundSamplingDistance(with: camera))
    guard let simplified = OutlineSimplification(site.polygons, most: swath / 10) else { return site }
    notes.append(
      """
      The outline of '\(path)' is simplified from \(simplified.verticesBefore) to \(simplified.vertices) vertices: it is \
      moved by at most \(Figure.text(simplified.tolerance.meters, 2)) m
      """
    )
    return site.over(simplified)
  }

  private static func corridor(
    _ path: String,
    width: Length,
    _ options: PartOptions,
    notes: inout [String]
  ) throws -> SurveySite {
    let shapes = try FieldFile.shapes(path: path, layer: options.layer)
    let lines = shapes.lines
    guard !lines.isEmpty else {
      throw FileError.cannotRead(
        path: path,
        reason: "it has no line for a corridor",
        remedy: "Draw the road as a line, or leave out --corridor."
      )
    }
    if !shapes.polygons.isEmpty {
      notes.append("A corridor follows lines; the polygons of '\(path)' are left out")
    }
    try shapes.checkCorridor(file: path)
    let frame = try LocalFrame(around: lines.joined())
    let places = lines.map { $0.map(frame.localPoint(of:)) }
    guard options.simplify == nil, shapes.hasRecordedLines else {
      let corridor = try Corridor(along: places, width: width, tolerance: options.simplify)
      return try SurveySite(along: corridor, in: frame, overlay: PlaneOverlay())
    }
    let (corridor, tolerance) = try Corridor.recorded(places, width: width)
    notes.append(
      """
      '\(path)' was recorded by a receiver: its track is simplified by \(Figure.text(tolerance.meters, 2)) m and the \
      corridor widened by as much as that moves it; --simplify sets another length
      """
    )
    return try SurveySite(along: corridor, in: frame, overlay: PlaneOverlay())
  }

  private static func notes(of site: SurveySite, savings: SampleSavings?) -> [String] {
    if case .unflown(let share, let margin) = site.part {
      return [
        """
        \(Figure.text(share * 100, 1)) % of the field are left to fly, \(Figure.text(margin.meters, 1)) m over what was \
        flown included
        """
      ]
    }
    guard case .transects(_, _, _, let share, _) = site.part, let savings, let whole = savings.whole else { return [] }
    return [
      """
      The transects show \(Figure.text(share * 100, 2)) % of the field in \
      \(Figure.text(savings.part.flightTime.inMinutes, 1)) min of flight; the whole field takes \
      \(Figure.text(whole.flightTime.inMinutes, 1)) min
      """
    ]
  }

  private static func warning(of site: SurveySite, revisited: String?) -> String? {
    guard case .revisit(let boxes, _) = site.part, boxes.outsideCount > 0, let revisited else { return nil }
    return "Outside of the field, and left out, are patches of '\(revisited)': \(boxes.outsideCount)"
  }
}
