import FieldGeometry
import Quantities

/// A reader of waypoint lists (`QGC WPL 110`).
enum WaypointListReader {
  static func mission(in bytes: ArraySlice<UInt8>, file: String) throws -> MissionDocument {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    guard lines.first?.filter({ !$0.isWhitespace }) == "QGCWPL110" else {
      throw MissionFormatsError.notAMission(
        file: file,
        reason: "its first line is '\(lines.first.map { String($0.prefix(40)) } ?? "")', not 'QGC WPL 110'"
      )
    }
    var rows: [[Double]] = []
    for (index, line) in lines.enumerated().dropFirst() where line.contains(where: { !$0.isWhitespace }) {
      let fields = line.split(whereSeparator: \.isWhitespace).map { Double($0) }
      guard fields.count == 12, fields.allSatisfy({ $0 != nil }) else {
        throw MissionFormatsError.notAMission(file: file, reason: "line \(index + 1) has not twelve numbers")
      }
      rows.append(fields.compactMap { $0 })
    }
    // Row 0 is the home only with a frame that counts from the sea; others start with the mission.
    let home = rows.first.flatMap { $0[2] == 0 && $0[3] == 16 ? $0 : nil }
    var walk = MissionItemWalk(
      file: file,
      home: home.flatMap { try? GeoCoordinate(latitude: .degrees($0[8]), longitude: .degrees($0[9])) },
      // The format has no speed: 5 m/s is what ArduPilot and PX4 start with.
      speed: .metersPerSecond(5)
    )
    let items = try rows.enumerated().dropFirst(home == nil ? 0 : 1).map { index, row in
      guard row[2].magnitude < 1e5, row[3].magnitude < 1e5 else {
        throw MissionFormatsError.notAMission(file: file, reason: "a command or frame is no number of MAVLink's")
      }
      return MissionCommand(
        number: row[0].magnitude < 1e6 ? Int(bounded: row[0]) : index,
        command: Int(bounded: row[3]),
        frame: Int(bounded: row[2]),
        parameters: Array(row[4...10])
      )
    }
    try MissionSequence(items: items, file: file).follow(&walk)
    var result = MissionDocument(file: file, flights: [walk.points], notes: walk.notes)
    result.takeoff = walk.home
    result.takeoffAltitude = .meters(home?[10] ?? 0)
    return result
  }
}
