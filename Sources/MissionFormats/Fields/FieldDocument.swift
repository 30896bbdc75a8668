public import FieldGeometry

/// A field as a file gives it.
public struct FieldDocument: Sendable, Hashable {
  /// What messages call the file.
  public let file: String

  /// The polygons in the order of the file.
  public let polygons: [GeoPolygon]

  /// What was mended, in sentences without the full stop.
  public let notes: [String]

  /// Takes over polygons that another reader has read.
  public init(polygons: [GeoPolygon], file: String, notes: [String] = []) {
    self.file = file
    self.polygons = polygons
    self.notes = notes
  }

  /// Takes the polygons of what a file holds; where it has none, lines that end where they begin.
  ///
  /// - Throws: `MissionFormatsError.noPolygon` where there is neither.
  public init(_ shapes: GeoShapes, file: String) throws {
    guard shapes.polygons.isEmpty else {
      self.init(polygons: shapes.polygons, file: file, notes: shapes.notes)
      return
    }
    let closed = shapes.lines.filter { $0.count >= 4 && $0.first == $0.last }
    guard !closed.isEmpty else {
      throw MissionFormatsError.noPolygon(file: file, kinds: shapes.otherKinds.sorted())
    }
    let note = "'\(file)' has no polygon; what its closed lines enclose is the field (\(closed.count))"
    self.init(polygons: closed.map { GeoPolygon(outer: $0) }, file: file, notes: shapes.notes + [note])
  }

  /// Takes lines that somebody walked around a field: the end of each is joined to its start.
  ///
  /// - Throws: `MissionFormatsError.noPolygon` where there is no line of three places.
  public init(walkedAround shapes: GeoShapes, file: String) throws {
    let walks = shapes.lines.filter { $0.count >= 3 }
    guard !walks.isEmpty else { throw MissionFormatsError.noPolygon(file: file, kinds: shapes.otherKinds.sorted()) }
    self.init(
      polygons: walks.map { GeoPolygon(outer: $0.first == $0.last ? $0 : $0 + $0.prefix(1)) },
      file: file,
      notes: shapes.notes
    )
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
    // XML in two bytes a character says so by its first two.
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      return try KMLReader.shapes(in: bytes, file: file)
    }
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    switch start.first(where: { $0 > 0x20 }) {
    case UInt8(ascii: "{"): return try GeoJSONReader.shapes(in: bytes, file: file)
    case UInt8(ascii: "<"):
      return GPXShapes.isGPX(bytes)
        ? try GPXShapes.shapes(in: bytes, file: file) : try KMLReader.shapes(in: bytes, file: file)
    case 0x1E: return try GeoJSONReader.shapes(in: bytes, file: file)
    default:
      if let shapes = try PolygonText.shapes(in: bytes, file: file) { return shapes }
      throw MissionFormatsError.unknownFormat(file: file)
    }
  }

  /// The plane around the field, and its polygons on it.
  ///
  /// - Returns: the polygons in the order of the file, and their frame.
  /// - Throws: `MissionFormatsError.unsound` where a polygon meets itself, encloses nothing, or has a hole elsewhere;
  ///   `noPolygon` where there is no position at all, `farPlace` where a corner is far from all others.
  public func onPlane() throws -> (field: [FieldBoundary], frame: LocalFrame) {
    guard polygons.contains(where: { !$0.outer.isEmpty }) else {
      throw MissionFormatsError.noPolygon(file: file, kinds: [])
    }
    try PlaceExtent(file: file).check(polygons.enumerated().flatMap { PlaceExtent.corners(of: $1, number: $0 + 1) })
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
