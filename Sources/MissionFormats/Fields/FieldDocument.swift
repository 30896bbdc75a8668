public import FieldGeometry
import Quantities

/// A field as a file gives it.
public struct FieldDocument: Sendable, Hashable {
  /// What messages call the file.
  public let file: String

  /// The polygons in the order of the file.
  public let polygons: [GeoPolygon]

  /// Takes over polygons that another reader has read.
  public init(polygons: [GeoPolygon], file: String) {
    self.file = file
    self.polygons = polygons
  }

  /// Takes the polygons of what a file holds.
  ///
  /// - Throws: `MissionFormatsError.noPolygon` where there is none.
  public init(_ shapes: GeoShapes, file: String) throws {
    guard !shapes.polygons.isEmpty else {
      throw MissionFormatsError.noPolygon(file: file, kinds: shapes.otherKinds.sorted())
    }
    self.init(polygons: shapes.polygons, file: file)
  }

  /// Reads the polygons of a GeoJSON or KML document.
  ///
  /// - Parameters:
  ///   - bytes: the file's contents.
  ///   - file: what messages call the file.
  /// - Throws: `MissionFormatsError` where it is neither, or has no sound polygon.
  public init(reading bytes: [UInt8], file: String) throws {
    try self.init(Self.shapes(in: bytes, file: file), file: file)
  }

  /// Everything that a GeoJSON, KML or GPX document holds; which of them it is, its beginning says.
  ///
  /// - Parameters:
  ///   - bytes: the file's contents.
  ///   - file: what messages call the file.
  /// - Returns: polygons, lines and points.
  /// - Throws: `MissionFormatsError` where it is neither or broken.
  public static func shapes(in bytes: [UInt8], file: String) throws -> GeoShapes {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    switch start.first(where: { $0 > 0x20 }) {
    case UInt8(ascii: "{"): return try GeoJSONReader.shapes(in: bytes, file: file)
    case UInt8(ascii: "<"):
      return GPXShapes.isGPX(bytes)
        ? try GPXShapes.shapes(in: bytes, file: file) : try KMLReader.shapes(in: bytes, file: file)
    default: throw MissionFormatsError.unknownFormat(file: file)
    }
  }

  /// More than any field, and more than a plane is true for.
  private static let widest = Length.kilometers(200)

  /// Refuses a field with a corner far from all others: a receiver without a fix writes 0, 0, and a program's mistake may
  /// be anywhere on the Earth.
  private func checkExtent() throws {
    let corners = polygons.enumerated().flatMap { polygon, shape in
      shape.outer.enumerated().map { (polygon: polygon + 1, corner: $0 + 1, place: $1) }
    }
    // Half of the corners lie on either side of it, so a few far ones do not move it.
    func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    let first = corners[0].place.longitude.degrees
    let turns = corners.map { ($0.place.longitude.degrees - first + 540).truncatingRemainder(dividingBy: 360) - 180 }
    let middle = try GeoCoordinate(
      latitude: .degrees(median(corners.map { $0.place.latitude.degrees })),
      longitude: .degrees((first + median(turns) + 540).truncatingRemainder(dividingBy: 360) - 180)
    )
    let frame = LocalFrame(origin: middle)
    for corner in corners {
      let point = frame.localPoint(of: corner.place)
      let distance = (point.east.meters * point.east.meters + point.north.meters * point.north.meters).squareRoot()
      guard distance < Self.widest.meters else {
        throw MissionFormatsError.farCorner(
          file: file,
          polygon: corner.polygon,
          corner: corner.corner,
          place: corner.place,
          distance: .meters(distance)
        )
      }
    }
  }

  /// The plane around the field, and its polygons on it.
  ///
  /// - Returns: the polygons in the order of the file, and their frame.
  /// - Throws: `MissionFormatsError.unsound` where a polygon meets itself, encloses nothing, or has a hole elsewhere;
  ///   `noPolygon` where there is no position at all.
  public func onPlane() throws -> (field: [FieldBoundary], frame: LocalFrame) {
    guard polygons.contains(where: { !$0.outer.isEmpty }) else {
      throw MissionFormatsError.noPolygon(file: file, kinds: [])
    }
    try checkExtent()
    let frame = try LocalFrame(around: polygons.flatMap(\.outer))
    let field = try polygons.enumerated().map { index, polygon in
      do {
        return try FieldBoundary(polygon, in: frame)
      } catch let error as FieldGeometryError {
        throw MissionFormatsError.unsound(
          file: file,
          polygon: index + 1,
          reason: error,
          place: try? error.place.map(frame.coordinate(of:))
        )
      }
    }
    return (field, frame)
  }
}
