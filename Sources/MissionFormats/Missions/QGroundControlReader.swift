import Documents
import FieldGeometry
import FlightPlanning
import Quantities

/// A reader of QGroundControl's plan files.
enum QGroundControlReader {
  static func mission(in bytes: [UInt8], file: String) throws -> MissionDocument {
    let document: JSONValue
    do {
      document = try JSONValue(parsing: bytes)
    } catch let error as JSONSyntaxError {
      throw MissionFormatsError.notAMission(file: file, reason: "it is no JSON (\(error))")
    }
    guard document["fileType"]?.text == "Plan", let mission = document["mission"] else {
      throw MissionFormatsError.notAMission(file: file, reason: "it is JSON but no plan of QGroundControl")
    }
    let version = document["version"]?.double ?? 0
    guard version == 1 else {
      throw MissionFormatsError.notAMission(
        file: file,
        reason: "its version is \(Figure.text(version, 1)), and only version 1 is known"
      )
    }
    guard let items = mission["items"]?.elements else {
      throw MissionFormatsError.notAMission(file: file, reason: "its mission has no items")
    }
    let home = mission["plannedHomePosition"]?.elements?.compactMap(\.double) ?? []
    // 1 is a fixed wing, 19 and above take off like rotors and fly like wings.
    let isWing = mission["vehicleType"]?.double.map { $0 == 1 || ($0 >= 19 && $0 <= 25) } ?? false
    let speed = mission[isWing ? "cruiseSpeed" : "hoverSpeed"]?.double ?? mission["cruiseSpeed"]?.double ?? 5
    var walk = MissionItemWalk(
      file: file,
      home: home.count == 3
        ? try? GeoCoordinate(latitude: .degrees(home[0]), longitude: .degrees(home[1])) : nil,
      speed: .metersPerSecond(speed)
    )
    try add(items, to: &walk)
    var result = MissionDocument(file: file, flights: [walk.points], notes: walk.notes)
    result.takeoff = walk.home
    result.takeoffAltitude = .meters(home.count == 3 ? home[2] : 0)
    result.camera =
      items.lazy.compactMap { $0["TransectStyleComplexItem"]?["CameraCalc"] }
      .compactMap(MissionCamera.init).first
    return result
  }

  private static func add(_ items: [JSONValue], to walk: inout MissionItemWalk) throws {
    for item in items {
      if item["type"]?.text == "ComplexItem" {
        // The items that QGroundControl has planned: surveys, corridors and scans keep them here.
        guard let planned = item["TransectStyleComplexItem"]?["Items"]?.elements ?? item["Items"]?.elements else {
          let kind = item["complexItemType"]?.text ?? "complex"
          throw MissionFormatsError.notAMission(
            file: walk.file,
            reason: "its \(kind) item holds no planned items; open and save it in QGroundControl"
          )
        }
        try add(planned, to: &walk)
        continue
      }
      let parameters = item["params"]?.elements?.map { $0.double ?? .nan } ?? []
      guard let command = item["command"]?.double, parameters.count == 7, command.magnitude < 1e5 else {
        throw MissionFormatsError.notAMission(file: walk.file, reason: "an item has no command with seven parameters")
      }
      let frame = item["frame"]?.double ?? 3
      let number = frame.magnitude < 1e5 ? Int(bounded: frame) : 3
      try walk.add(command: Int(bounded: command), frame: number, parameters: parameters)
    }
  }
}
