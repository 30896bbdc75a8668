import ArgumentParser
import Documents
import FieldGeometry
import FlightPlanning
import GeoRaster
import MissionFormats
import Quantities
import ResultFiles

/// The options for the ground of a survey: along a line instead of a field, and zones to keep off.
struct GroundOptions: ParsableArguments {
  static let keys = ["corridor", "no-fly", "clearance"]

  @Option(
    help: "FIELD is a line, such as a road (also GPX): survey this width across it, such as 12m.",
    transform: Length.init(parsing:)
  )
  var corridor: Length?

  @Option(help: "No-fly zones in any format of a field: polygons, lines or points.")
  var noFly: String?

  @Option(help: "Distance that every path keeps from no-fly zones (default: 5m).", transform: Length.init(parsing:))
  var clearance: Length?

  /// What satellite positioning errs, and a gust moves: a few metres.
  private static let usualClearance = Length.meters(5)

  /// The path of the zones; the mission file's is relative to that file.
  func zonePath(_ file: MissionFile?) -> String? { noFly ?? file?.path("no-fly") }

  /// The ground of a survey, cut by the zones.
  ///
  /// - Parameters:
  ///   - path: the field, or the line of a corridor.
  ///   - parts: which parts of a field are wanted.
  ///   - request: what is wanted of them.
  ///   - file: the mission file.
  /// - Returns: the polygons to plan, with what the request has to know of them.
  /// - Throws: what reading and cutting throws.
  func ground(
    _ path: String,
    parts: PartOptions,
    request: SurveyRequest,
    _ file: MissionFile?
  ) throws -> SurveyGround {
    var ground: SurveyGround
    if let width = try corridor ?? file?.value("corridor", Length.init(parsing:)) {
      guard try parts.areNone(file), request.lineBearing == nil else {
        throw CommandError.notTogether(
          "--corridor",
          "--angle, --sample and --revisit",
          why: "its lines run along the line of the file"
        )
      }
      ground = try Self.corridor(path, width: width, request: request)
    } else {
      let (field, frame) = try FieldFile.read(path: path).onPlane()
      ground = SurveyGround(polygons: field, frame: frame, request: request)
    }
    let whole = ground.polygons
    let zones = try zones(in: ground.frame, file)
    if let zones { try Self.cut(&ground, by: zones.ground, file: zones.path) }
    let followsStretches = !ground.request.stretches.isEmpty
    if !followsStretches {
      let wanted = try parts.parts(of: ground.polygons, frame: ground.frame, request: ground.request, file)
      if let report = wanted.report {
        ground.report = report
        ground.request.site = whole
        ground.request.lineBearing = wanted.bearing ?? ground.request.lineBearing
        ground.notes += wanted.notes
        // Boxes around patches are whole although a zone cuts the field.
        ground.polygons = try wanted.polygons.flatMap { try zones?.ground.ground(of: $0) ?? [$0] }
      }
    }
    return ground
  }

  private static func corridor(_ path: String, width: Length, request: SurveyRequest) throws -> SurveyGround {
    let shapes = try FieldFile.shapes(path: path)
    let lines = shapes.lines
    guard !lines.isEmpty else {
      throw FileError.cannotRead(
        path: path,
        reason: "it has no line for a corridor",
        remedy: "Draw the road as a line, or leave out --corridor."
      )
    }
    let frame = try LocalFrame(around: lines.joined())
    let corridor = try Corridor(along: lines.map { $0.map(frame.localPoint(of:)) }, width: width)
    var request = request
    var polygons: [FieldBoundary] = []
    for (pieces, stretch) in zip(try PlaneOverlay.withoutOverlaps(corridor.cells), corridor.stretches) {
      polygons += pieces
      request.stretches += pieces.map { _ in stretch }
    }
    var ground = SurveyGround(polygons: polygons, frame: frame, request: request)
    ground.report = .members([
      "kind": .string("corridor"), "width_m": .number(width.meters),
      "line_length_m": .fixed(corridor.length.meters, decimals: 2),
      "stretches": .integer(corridor.stretches.count),
      "widened_m": .fixed(corridor.widening.meters, decimals: 3),
    ])
    if !shapes.polygons.isEmpty {
      ground.notes.append("A corridor follows lines; the polygons of '\(path)' are left out")
    }
    return ground
  }

  private func zones(in frame: LocalFrame, _ file: MissionFile?) throws -> (ground: NoFlyGround, path: String)? {
    let distance = try clearance ?? file?.value("clearance", Length.init(parsing:))
    guard let path = zonePath(file) else {
      guard distance == nil else {
        throw CommandError.missingOption(
          what: "no-fly zones for a clearance",
          remedy: "Give a file with --no-fly, or leave out --clearance."
        )
      }
      return nil
    }
    let clearance = distance ?? Self.usualClearance
    guard clearance >= .zero, clearance <= .meters(1000) else {
      throw FlightPlanningError.implausible(
        quantity: "clearance",
        value: "\(Figure.text(clearance.meters, 2)) m",
        from: "0 m",
        to: "1000 m"
      )
    }
    return (try NoFlyGround(FieldFile.shapes(path: path), in: frame, clearance: clearance, file: path), path)
  }

  private static func cut(_ ground: inout SurveyGround, by zones: NoFlyGround, file: String) throws {
    let whole = ground.polygons
    let pieces = try whole.map(zones.ground(of:))
    let stretches = ground.request.stretches
    ground.polygons = pieces.flatMap(\.self)
    guard !ground.polygons.isEmpty else {
      throw FlightPlanningError.nothingLeft(zones: file, clearance: zones.zones.clearance)
    }
    ground.request.stretches = zip(pieces, stretches).flatMap { pieces, stretch in pieces.map { _ in stretch } }
    ground.request.site = whole
    var known = zones.zones
    known.excludedArea = whole.reduce(.zero) { $0 + $1.area } - ground.polygons.reduce(.zero) { $0 + $1.area }
    ground.request.noFly = known
    if try !whole.contains(where: zones.touches) {
      ground.notes.append("No zone of '\(file)' touches the field; nothing is cut, ways keep off the zones")
    }
    if zones.remoteCount > 0 {
      ground.notes.append("Zones of '\(file)' more than 20 km away are left out: \(zones.remoteCount)")
    }
  }
}
