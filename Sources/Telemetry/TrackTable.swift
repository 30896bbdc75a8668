import FieldGeometry
import Quantities
import Tables

/// A table of fixes: a line with the columns' names, then a line for each moment or frame.
struct TrackTable {
  /// A row.
  struct Row {
    let id: String?
    /// The fix; nil where the row has no position.
    let fix: Fix?
    /// Why a position that the row has cannot be read; nil where it can, or where the row has none.
    let problem: String?
    /// The time since the recording began.
    let time: Duration?
  }

  /// The rows, their times counted from the first.
  let rows: [Row]

  private struct Place {
    let index: Int
    let factor: Double
  }

  /// Whether a text has a line with columns for latitude and longitude.
  static func canRead(_ bytes: [UInt8]) -> Bool {
    let places = places(header(Array(bytes.prefix { $0 != 0x0A }.prefix(1 << 16))))
    return places[.latitude] != nil || places[.longitude] != nil
  }

  /// Reads a table.
  ///
  /// - Throws: `TelemetryError` where it has no columns for a position, or no row.
  init(_ bytes: [UInt8], file: String) throws {
    var reader = CSVReader(bytes)
    let header = reader.next()?.cells ?? []
    let places = Self.places(header)
    for (column, name) in [(TrackColumn.latitude, "latitude"), (.longitude, "longitude")] where places[column] == nil {
      throw TelemetryError.missingColumn(file: file, what: name, found: header)
    }
    // Spreadsheets write rows of empty cells behind the last.
    let filled = reader.filter { $0.cells.contains { !$0.isEmpty } }
    guard !filled.isEmpty else {
      throw TelemetryError.noMoment(file: file, reason: "it has no row below the columns' names")
    }
    var firstDate: Double?
    rows = filled.map { line in
      let row = Cells(cells: line.cells, places: places, separator: reader.separator)
      var time = row.number(.time)
      if time == nil, let date = row.text(.date).flatMap({ ClockTime.seconds($0) }) {
        firstDate = firstDate ?? date
        time = date - (firstDate ?? date)
      }
      let fix = row.fix(time: time)
      return Row(
        id: row.text(.id),
        fix: fix,
        problem: fix == nil ? row.problem.map { "line \(line.line): \($0)" } : nil,
        time: Self.duration(time)
      )
    }
    let broken = rows.compactMap(\.problem)
    if let first = broken.first, rows.allSatisfy({ $0.fix == nil }) {
      throw TelemetryError.unreadableRows(file: file, count: broken.count, first: first)
    }
  }

  /// The names of a table's columns.
  static func header(_ bytes: [UInt8]) -> [String] {
    var reader = CSVReader(bytes)
    return reader.next()?.cells ?? []
  }

  private static func duration(_ seconds: Double?) -> Duration? {
    seconds.flatMap { $0.magnitude < 1e9 ? .bounded(seconds: $0) : nil }
  }

  private static func places(_ header: [String]) -> [TrackColumn: Place] {
    let headings = header.map(TrackColumn.parts)
    var places: [TrackColumn: Place] = [:]
    for column in TrackColumn.allCases {
      for name in column.names {
        guard let index = headings.firstIndex(where: { $0.name == name }),
          let factor = column.factor(unit: headings[index].unit)
        else { continue }
        places[column] = Place(index: index, factor: factor)
        break
      }
    }
    return places
  }

  private struct Cells {
    let cells: [String]
    let places: [TrackColumn: Place]
    let separator: CSVSeparator

    func text(_ column: TrackColumn) -> String? {
      guard let place = places[column], place.index < cells.count, !cells[place.index].isEmpty else { return nil }
      return cells[place.index]
    }

    func number(_ column: TrackColumn) -> Double? {
      guard let place = places[column],
        let value = text(column).flatMap({ PlainNumber.read(separator.withDecimalPoint($0)) })
      else { return nil }
      return value * place.factor
    }

    func fix(time: Double?) -> Fix? {
      guard let latitude = text(.latitude).flatMap(degrees),
        let longitude = text(.longitude).flatMap(degrees),
        let position = Receiver.position(latitude: latitude, longitude: longitude)
      else { return nil }
      let (altitude, reference) = height
      return Fix(
        time: TrackTable.duration(time),
        position: position,
        altitude: altitude.map { .meters($0) },
        altitudeReference: reference,
        yaw: number(.yaw).map { .degrees($0) },
        pitch: number(.pitch).map { .degrees($0) },
        roll: number(.roll).map { .degrees($0) },
        satellites: number(.satellites).flatMap { (0...1000).contains($0) ? Int(bounded: $0) : nil }
      )
    }

    // What is wrong with the position; nil where there is none.
    var problem: String? {
      for (column, name, most) in [(TrackColumn.latitude, "latitude", 90.0), (.longitude, "longitude", 180)] {
        guard let text = text(column), !["nan", "null", "none", "n/a", "-"].contains(text.lowercased()) else {
          continue
        }
        guard let value = degrees(text) else { return "'\(text.prefix(40))' is no \(name)" }
        if value.magnitude > most { return "the \(name) '\(text.prefix(40))' is not on the Earth" }
      }
      return nil
    }

    private func degrees(_ text: String) -> Double? { TrackTable.degrees(separator.withDecimalPoint(text)) }

    private var height: (Double?, AltitudeReference) {
      if let value = number(.altitude), let reference = text(.altitudeReference).flatMap(AltitudeReference.init) {
        return (value, reference)
      }
      if let value = number(.heightAboveTakeoff) { return (value, .takeoff) }
      if let value = number(.heightAboveSea) { return (value, .seaLevel) }
      return (number(.altitude), .unknown)
    }
  }

  /// Degrees as a number, or as degrees, minutes and seconds with a letter, such as `8 deg 17' 42.56" S`.
  private static func degrees(_ text: String) -> Double? {
    if let value = PlainNumber.read(text) { return value }
    let parts = text.split { !($0.isASCII && ($0.isNumber || $0 == ".")) }.compactMap { PlainNumber.read($0) }
    guard let letter = text.last, "NSEW".contains(letter), parts.count == 3, parts[1] < 60, parts[2] <= 60 else {
      return nil
    }
    let value = parts[0] + parts[1] / 60 + parts[2] / 3600
    return "SW".contains(letter) ? -value : value
  }
}
