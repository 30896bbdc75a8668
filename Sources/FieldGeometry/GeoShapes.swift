/// What a file of geometry holds, on the Earth: areas, lines and places.
public struct GeoShapes: Sendable, Hashable {
  /// The polygons in the order of the file.
  public var polygons: [GeoPolygon] = []

  /// The lines in the order of the file; the parts of a multiple line are lines of their own.
  public var lines: [[GeoCoordinate]] = []

  /// Whether some of the lines were recorded by a receiver, and so wander around where somebody went.
  public var hasRecordedLines = false

  /// The single places in the order of the file.
  public var points: [GeoCoordinate] = []

  /// What else than polygons the file has, by the names that its format gives them.
  public var otherKinds: Set<String> = []

  /// What was mended, and what the user should know of it, in sentences without the full stop.
  public var notes: [String] = []

  /// Nothing yet.
  public init() {}

  /// Adds what another file or another part of the file holds.
  public mutating func add(_ other: GeoShapes) {
    polygons += other.polygons
    lines += other.lines
    hasRecordedLines = hasRecordedLines || other.hasRecordedLines
    points += other.points
    otherKinds.formUnion(other.otherKinds)
    notes += other.notes
  }

  /// Whether there is nothing that has a place.
  public var isEmpty: Bool { polygons.isEmpty && lines.isEmpty && points.isEmpty }

  /// Every position, for the frame around them.
  public var positions: [GeoCoordinate] { polygons.flatMap(\.outer) + lines.flatMap(\.self) + points }
}
