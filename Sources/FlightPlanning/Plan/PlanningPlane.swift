import FieldGeometry
import Quantities

/// The plane of a field's own: its longest edge points along the first axis.
///
/// Lines are laid and ordered there, on whole tenths of a millimetre, so that a field that is moved or turned has the
/// same plan, moved or turned: a search that meets other roundings would end elsewhere.
struct PlanningPlane {
  private let origin: Vector
  private let along: Vector
  /// How far directions on this plane turn, clockwise, when they are seen on the original one.
  let turn: Angle

  private static let grain = 1e-4

  init(_ field: [FieldBoundary]) {
    var longest = (start: Vector(x: 0, y: 0), way: Vector(x: 0, y: 1), length: 0.0)
    for edge in field.flatMap(\.outer.edges) {
      let way = Vector(edge.end) - Vector(edge.start)
      if way.length > longest.length + 1e-5 { longest = (Vector(edge.start), way, way.length) }
    }
    origin = longest.start
    along = longest.length > 0 ? longest.way * (1 / longest.length) : longest.way
    turn = .radians(Vector.direction(of: along))
  }

  /// A place of the original plane, on this one.
  func inside(_ point: Vector) -> Vector {
    let way = point - origin
    // North on this plane is along the longest edge.
    return Vector(x: way.cross(along), y: way.dot(along))
  }

  /// A place of this plane, on the original one.
  func outside(_ point: Vector) -> Vector {
    origin + Vector(x: along.y, y: -along.x) * point.x + along * point.y
  }

  /// A polygon of the original plane, on this one.
  func inside(_ boundary: FieldBoundary) -> FieldBoundary {
    func ring(_ ring: LinearRing, grain: Double?) throws -> LinearRing {
      try LinearRing(
        ring.vertices.map {
          let place = inside(Vector($0))
          guard let grain else { return LocalPoint(place) }
          return LocalPoint(Vector(x: (place.x / grain).rounded() * grain, y: (place.y / grain).rounded() * grain))
        }
      )
    }
    func moved(grain: Double?) throws -> FieldBoundary {
      try FieldBoundary(
        outer: ring(boundary.outer, grain: grain),
        holes: boundary.holes.map { try ring($0, grain: grain) }
      )
    }
    // Rounding may close a gap of a tenth of a millimetre; turning alone does not, but for the last digit.
    return (try? moved(grain: Self.grain)) ?? (try? moved(grain: nil)) ?? boundary
  }

  /// A line of this plane, on the original one.
  func outside(_ line: SurveyLine) -> SurveyLine {
    SurveyLine(
      start: LocalPoint(outside(Vector(line.start))),
      end: LocalPoint(outside(Vector(line.end))),
      captureCount: line.captureCount,
      photoDistance: line.photoDistance,
      polygon: line.polygon
    )
  }

  /// A request with its directions seen from this plane.
  func inside(_ request: SurveyRequest) -> SurveyRequest {
    var request = request
    request.lineBearing = request.lineBearing.map { $0 - turn }
    request.wind = request.wind.turned(by: turn * -1)
    return request
  }
}
