/// Reading of a recorded track, whatever its format.
public enum TrackReader {
  /// Reads a track; its format shows in its contents.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for messages.
  /// - Returns: the track; without a fix where the receiver had none.
  /// - Throws: `TelemetryError` where the file is of no known format, broken, or without any moment.
  public static func read(_ bytes: [UInt8], file: String) throws -> Track {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let body = bytes[start...].drop { $0 <= 0x20 }
    let beginning = String(decoding: body.prefix(4096), as: UTF8.self)
    if beginning.hasPrefix("<") { return try GPXTrack.read(Array(body), file: file) }
    let firstLine = body.prefix { $0 != 0x0A }
    let isNumbered = !firstLine.isEmpty && firstLine.allSatisfy { (0x30...0x39).contains($0) || $0 <= 0x20 }
    if isNumbered || beginning.contains("-->") { return try SubtitleTrack.read(bytes, file: file) }
    if TrackTable.canRead(bytes) {
      let rows = try TrackTable(bytes, file: file).rows
      let fixes = rows.compactMap(\.fix)
      return Track(
        dialect: "csv",
        fixes: fixes,
        momentsWithoutFix: rows.count - fixes.count,
        timesWithoutFix: rows.filter { $0.fix == nil }.compactMap(\.time),
        problems: rows.compactMap(\.problem)
      )
    }
    throw TelemetryError.unknownFormat(file: file)
  }
}
