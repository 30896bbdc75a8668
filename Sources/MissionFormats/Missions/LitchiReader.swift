import FieldGeometry
import FlightPlanning
import Foundation
import Quantities
import Tables

/// A reader of the table that Litchi's hub writes and reads.
enum LitchiReader {
  /// Whether a text begins as the table does.
  static func isTable(_ text: ArraySlice<UInt8>) -> Bool {
    let line = text.prefix { $0 != 0x0A && $0 != 0x0D }
    return String(decoding: line.prefix(4096), as: UTF8.self).lowercased().contains("gimbalpitchangle")
  }

  static func mission(in bytes: [UInt8], file: String) throws -> MissionDocument {
    var reader = CSVReader(bytes)
    let header = (reader.next()?.cells ?? []).map { $0.lowercased() }
    var columns: [String: Int] = [:]
    for (index, name) in header.enumerated() where columns[name] == nil { columns[name] = index }
    guard columns["latitude"] != nil, columns["longitude"] != nil, columns["altitude(m)"] != nil else {
      throw MissionFormatsError.notAMission(
        file: file,
        reason: "it looks like a table of Litchi but has no columns latitude, longitude and altitude(m)"
      )
    }
    var mission = MissionDocument(file: file, flights: [])
    var points: [MissionDocument.Point] = []
    var aim = CameraAim()
    for row in reader {
      try LitchiRow(row, columns: columns, file: file).add(to: &points, aim: &aim, notes: &mission.notes)
    }
    if !aim.isTold { mission.notes.append("nothing in it turns the camera; it was taken to look straight down") }
    mission.flights = [points]
    return mission
  }
}
