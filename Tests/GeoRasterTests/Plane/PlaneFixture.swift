import FieldGeometry
import FlightPlanning
import Quantities

/// A plane, shapes on it as files give them, and a drone.
enum PlaneFixture {
  typealias Pair = (east: Double, north: Double)

  static func frame() throws -> LocalFrame {
    LocalFrame(origin: try GeoCoordinate(latitude: .degrees(48.2), longitude: .degrees(16.4)))
  }

  static func point(_ pair: Pair) -> LocalPoint { LocalPoint(east: .meters(pair.east), north: .meters(pair.north)) }

  static func boundary(_ outer: [Pair], holes: [[Pair]] = []) throws -> FieldBoundary {
    try FieldBoundary(outer: LinearRing(outer.map(point)), holes: holes.map { try LinearRing($0.map(point)) })
  }

  static func rectangle(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [Pair] {
    [(west, south), (east, south), (east, north), (west, north)]
  }

  static func positions(_ pairs: [Pair]) throws -> [GeoCoordinate] {
    let frame = try frame()
    return try pairs.map { try frame.coordinate(of: point($0)) }
  }

  static func shapes(polygons: [[Pair]] = [], lines: [[Pair]] = [], points: [Pair] = []) throws -> GeoShapes {
    var shapes = GeoShapes()
    shapes.polygons = try polygons.map { GeoPolygon(outer: try positions($0)) }
    shapes.lines = try lines.map(positions)
    shapes.points = try positions(points)
    return shapes
  }

  static func request(centimeters: Double) throws -> SurveyRequest {
    try SurveyRequest(
      drone: Catalog.shipped().drone(id: "phantom-4-pro"),
      target: .groundSamplingDistance(.centimetersPerPixel(centimeters))
    )
  }
}
