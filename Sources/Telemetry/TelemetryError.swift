/// Why a recording cannot be read.
public enum TelemetryError: Error, Hashable, CustomStringConvertible {
  /// The file is none of the formats.
  case unknownFormat(file: String)
  /// The file holds no moment at all.
  case noMoment(file: String, reason: String)
  /// A table lacks a column.
  case missingColumn(file: String, what: String, found: [String])
  /// No row of a table has a position that can be read.
  case unreadableRows(file: String, count: Int, first: String)
  /// The file is no XML that is whole, or is too large.
  case brokenMarkup(file: String, reason: String)

  /// One sentence: what failed, which file, why, what to do.
  public var description: String {
    switch self {
    case .unknownFormat(let file):
      """
      Cannot read '\(file)' as telemetry: it is neither DJI's subtitles (.SRT), nor a GPX track, nor a table (CSV) with \
      columns for latitude and longitude. Give the file that was recorded with the video.
      """
    case .noMoment(let file, let reason):
      "Cannot read '\(file)' as telemetry: \(reason). Copy it again from the drone's card, or give another track."
    case .missingColumn(let file, let what, let found):
      """
      Cannot read the table '\(file)': it has no column for the \(what), only \
      \(found.prefix(12).map { "'\($0.prefix(40))'" }.joined(separator: ", ")). \
      Name the columns id, lat, lon, alt, yaw, pitch, roll in its first line.
      """
    case .unreadableRows(let file, let count, let first):
      """
      Cannot read the table '\(file)': \(count == 1 ? "its only row has" : "all its \(count) rows have") no position that \
      can be read, \(first). Write degrees with a decimal point, as in 47.9500.
      """
    case .brokenMarkup(let file, let reason):
      "Cannot read '\(file)' as GPX: \(reason). Export it again."
    }
  }
}
