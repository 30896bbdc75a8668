public import FieldGeometry
public import FlightPlanning
public import Quantities

/// The making of no-fly zones from what a file holds, and the cutting of fields by them.
public struct NoFlyGround: NoFlyCutter {
  /// What messages call the zones: their file.
  public let name: String

  /// The zones, on the plane of the field.
  public let zones: NoFlyZones

  /// Shapes of the file so far away from the field that no way comes near to them; they are left out.
  public let remoteCount: Int

  /// The shapes of the file that count.
  public let shapeCount: Int

  private let keepOut: PlaneGeometry

  /// Farther than this nothing is flown around: an hour's flight.
  private static let reach = 20_000.0
  /// What is smaller than this, in square metres, is no ground that a line is flown for.
  private static let leastGround = 1.0
  /// Growths, in metres, that are tried where a hole would touch an outline in a single place.
  private static let growths = [0, 0.01, 0.03, 0.1]

  /// Widens shapes by the clearance and joins them.
  ///
  /// A round end is approximated from outside, with an edge up to a twentieth of the clearance and a half per cent further
  /// away than asked for.
  ///
  /// - Parameters:
  ///   - shapes: polygons, lines and points; polygons that cross themselves are taken with all their ground.
  ///   - frame: the plane.
  ///   - clearance: the distance to keep; zero or more, and above zero where there are lines or points.
  ///   - file: what messages call the file.
  /// - Throws: `GeoRasterError` where the file has no shape near the field, or lines have no clearance.
  public init(_ shapes: GeoShapes, in frame: LocalFrame, clearance: Length, file: String) throws {
    name = file
    let isNear = { (corners: [Vector]) in corners.contains { $0.length < Self.reach } }
    func place(_ positions: [GeoCoordinate]) -> [Vector] { positions.map { Vector(frame.localPoint(of: $0)) } }
    let polygons = shapes.polygons.map { ([$0.outer] + $0.holes).map(place) }
    let lines = shapes.lines.map(place)
    let points = shapes.points.map { place([$0])[0] }
    let near = (
      polygons: polygons.filter { isNear($0[0]) || Self.surrounds($0[0]) }, lines: lines.filter(isNear),
      points: points.filter { isNear([$0]) }
    )
    shapeCount = near.polygons.count + near.lines.count + near.points.count
    remoteCount = polygons.count + lines.count + points.count - shapeCount
    guard !shapes.isEmpty else { throw GeoRasterError.noZone(path: file) }
    let meters = clearance.meters
    guard meters > 0 || near.lines.isEmpty && near.points.isEmpty else {
      throw GeoRasterError.zonesWithoutArea(path: file)
    }

    let areas = try PlaneGeometry(rings: near.polygons).joined()
    let thin = try PlaneGeometry(lines: near.lines, points: near.points)
    func whole(_ distance: Double, _ thinDistance: Double, growth: Double) throws -> [FieldBoundary] {
      let slack = min(0.25, distance / 20)
      var parts =
        try distance + growth > 0
        ? areas.widened(by: distance + growth, slack: slack).boundaries(above: 0) : areas.boundaries(above: 0)
      if !near.lines.isEmpty || !near.points.isEmpty {
        parts += try thin.widened(by: thinDistance + growth, slack: min(0.25, thinDistance / 20)).boundaries(above: 0)
      }
      return try PlaneGeometry(parts).joined().boundaries(above: 0)
    }
    let wide = try Self.sound { try whole(meters, meters, growth: $0) }
    zones = NoFlyZones(
      zones: try Self.sound { try whole(0, meters / 2, growth: $0) },
      keepOut: wide,
      clearance: clearance
    )
    keepOut = try PlaneGeometry(wide)
  }

  /// The ground of a field that is left, in pieces; what is smaller than a square metre is left out.
  ///
  /// - Throws: `GeoRasterError.geometry` where the cut fails.
  public func ground(of field: FieldBoundary) throws -> [FieldBoundary] {
    let whole = try PlaneGeometry([field])
    guard whole.meets(keepOut) else { return [field] }
    return try Self.sound { growth in
      let cut = growth > 0 ? try keepOut.widened(by: growth, slack: 0) : keepOut
      return try whole.subtracting(cut).boundaries(above: Self.leastGround)
    }
  }

  /// Whether a field meets a zone or its clearance.
  public func touches(_ field: FieldBoundary) throws -> Bool { try PlaneGeometry([field]).meets(keepOut) }

  /// Whether an outline may surround the field although all its corners are far away.
  private static func surrounds(_ corners: [Vector]) -> Bool {
    (try? LinearRing(corners.map(LocalPoint.init)))?.contains(.origin) ?? true
  }

  /// The first result in which no hole touches anything.
  static func sound(_ make: (Double) throws -> [FieldBoundary]) throws -> [FieldBoundary] {
    var reason = ""
    for growth in growths {
      do {
        return try make(growth)
      } catch let error as FieldGeometryError {
        reason = "\(error)"
      }
    }
    throw GeoRasterError.geometry(what: "joining zones", reason: reason)
  }
}
