/// Poses that were found for frames by other means, from a table with the columns id, lat, lon, alt, yaw, pitch, roll.
public struct PoseTable: Sendable, Hashable {
  private let fixes: [String: Fix]

  /// The frames that have a pose, as the table names them, in its order.
  public let names: [String]

  /// Why rows cannot be read, one reason for each, with its line.
  public let problems: [String]

  /// How many rows give neither a frame nor a position.
  public let emptyRows: Int

  /// How many frames have a pose.
  public var count: Int { fixes.count }

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - bytes: the table as text; `id` is the frame's file, with or without its folder and extension.
  ///   - file: its name, for messages.
  /// - Throws: `TelemetryError` where it has no columns for id and position, or no row that can be read.
  public init(reading bytes: [UInt8], file: String) throws {
    let table = try TrackTable(bytes, file: file)
    guard table.rows.contains(where: { $0.id != nil }) else {
      throw TelemetryError.missingColumn(file: file, what: "frame's name (id)", found: TrackTable.header(bytes))
    }
    let found = table.rows.compactMap { row in row.id.flatMap { id in row.fix.map { (id: id, fix: $0) } } }
    fixes = Dictionary(found.map { (Self.key($0.id), $0.fix) }) { _, last in last }
    names = found.map(\.id)
    problems = table.rows.compactMap(\.problem)
    emptyRows = table.rows.count - found.count - problems.count
  }

  /// The pose of a frame; nil where the table has none.
  public func fix(ofFrame name: String) -> Fix? { fixes[Self.key(name)] }

  /// How many of the table's frames are among these.
  public func matches(_ names: [String]) -> Int { Set(names.map(Self.key)).intersection(fixes.keys).count }

  /// A file's name in small letters, without its folder and extension.
  private static func key(_ name: String) -> String {
    let file = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? name
    let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    return (stem.isEmpty ? file : stem).lowercased()
  }
}
