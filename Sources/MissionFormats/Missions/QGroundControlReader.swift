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
    try MissionSequence(items: try commands(of: items, walk: &walk), file: file).follow(&walk)
    var result = MissionDocument(file: file, flights: [walk.points], notes: walk.notes)
    result.takeoff = walk.home
    result.takeoffAltitude = .meters(home.count == 3 ? home[2] : 0)
    result.camera =
      items.lazy.compactMap { $0["TransectStyleComplexItem"]?["CameraCalc"] }
      .compactMap(MissionCamera.init).first
    return result
  }

  /// The simple items of a mission, those that QGroundControl has planned of surveys and corridors among them.
  private static func commands(of items: [JSONValue], walk: inout MissionItemWalk) throws -> [MissionCommand] {
    var commands: [MissionCommand] = []
    for item in items {
      if item["type"]?.text == "ComplexItem" {
        if let planned = item["TransectStyleComplexItem"]?["Items"]?.elements ?? item["Items"]?.elements {
          commands += try Self.commands(of: planned, walk: &walk)
          continue
        }
        let kind = item["complexItemType"]?.text ?? "complex"
        // Only these two would have to be flown as they are.
        guard kind != "survey", kind != "CorridorScan" else {
          throw MissionFormatsError.notAMission(
            file: walk.file,
            reason: "its \(kind) item holds no planned items; open and save it in QGroundControl"
          )
        }
        walk.note("its \(kind) item, which holds no waypoints, was left out" + (leftOut[kind].map { ": \($0)" } ?? ""))
        continue
      }
      let parameters = item["params"]?.elements?.map { $0.double ?? .nan } ?? []
      guard let command = item["command"]?.double, parameters.count == 7, command.magnitude < 1e5 else {
        throw MissionFormatsError.notAMission(file: walk.file, reason: "an item has no command with seven parameters")
      }
      let frame = item["frame"]?.double ?? 3
      let number = item["doJumpId"]?.double ?? -1
      commands.append(
        MissionCommand(
          number: number.magnitude < 1e6 ? Int(bounded: number) : -1,
          command: Int(bounded: command),
          frame: frame.magnitude < 1e5 ? Int(bounded: frame) : 3,
          parameters: parameters
        )
      )
    }
    return commands
  }

  /// What is missing without the items that QGroundControl plans only when it sends them.
  private static let leftOut = [
    "fwLandingPattern": "the approach and the landing are not counted",
    "vtolLandingPattern": "the approach and the landing are not counted",
    "StructureScan": "its pictures look at a structure, not at the ground, and its time is not counted",
  ]
}
