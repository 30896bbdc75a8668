/// Poses that were found for frames by other means, from a table with the columns id, lat, lon, alt, yaw, pitch, roll.
public struct PoseTable: Sendable, Hashable {
  private let fixes: [String: Fix]

  /// How many frames have a pose.
  public var count: Int { fixes.count }

  /// Reads a table.
  ///
  /// - Parameters:
  ///   - bytes: the table as text; `id` is the frame's file, with or without its folder and extension.
  ///   - file: its name, for messages.
  /// - Throws: `TelemetryError` where it has no columns for id and position, or no row.
  public init(reading bytes: [UInt8], file: String) throws {
    let table = try TrackTable(bytes, file: file)
    guard table.rows.contains(where: { $0.id != nil }) else {
      throw TelemetryError.missingColumn(file: file, what: "frame's name (id)", found: TrackTable.header(bytes))
    }
    fixes = table.rows.reduce(into: [:]) { fixes, row in
      if let id = row.id, let fix = row.fix { fixes[Self.key(id)] = fix }
    }
  }

  /// The pose of a frame; nil where the table has none.
  public func fix(ofFrame name: String) -> Fix? { fixes[Self.key(name)] }

  /// A file's name in small letters, without its folder and extension.
  private static func key(_ name: String) -> String {
    let file = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? name
    let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    return (stem.isEmpty ? file : stem).lowercased()
  }
}
