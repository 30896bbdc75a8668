import ArgumentParser
import Documents
import FieldGeometry
import FlightPlanning
import MissionFormats
import Quantities
import ResultFiles

/// The options of a plan on a plane: a map in metres instead of a field on the Earth.
struct PlaneOptions: ParsableArguments {
  @Option(help: "Map of a plane: JSON with rings in metres, the outline first, then the holes.")
  var plane: String?

  @Option(help: "Width that the path covers, such as 3m.", transform: Length.init(parsing:))
  var swath: Length?

  @Option(help: "Highest speed on the plane, such as 3m/s.", transform: Speed.init(parsing:))
  var vmax: Speed?

  @Option(help: "Acceleration on the plane, such as 1m/s2.", transform: Acceleration.init(parsing:))
  var acceleration: Acceleration?

  @Option(
    help: "Where the path starts and ends, in metres on the plane (default: 0,0).",
    transform: PlaneOptions.place
  )
  var start: LocalPoint?

  mutating func validate() throws {
    let given = [swath != nil, vmax != nil, acceleration != nil]
    guard plane != nil else {
      guard !given.contains(true), start == nil else {
        throw ValidationError("--swath, --vmax, --acceleration and --start belong to a map. Give one with --plane.")
      }
      return
    }
    guard !given.contains(false) else {
      throw ValidationError("--plane needs --swath, --vmax and --acceleration.")
    }
  }

  /// Plans on the map and prints the path.
  func plan(_ map: String, format: DocumentFormat) throws {
    guard let swath, let vmax, let acceleration else { return }
    let map = try PlaneMap(reading: InputFile.bytes(path: map), file: map)
    let task = try CoverageTask(
      field: map.field,
      swath: swath,
      maximumSpeed: vmax,
      acceleration: acceleration,
      start: start ?? .origin
    )
    let path = CoveragePath(for: task)
    switch format {
    case .json: print(PlanePathDocument.json(of: path, for: task, name: map.name).document)
    case .table:
      var table = TextTable()
      table.add(["map", map.name])
      table.add(["strategy", path.strategy])
      table.add(["cost", Figure.text(path.cost.inSeconds, 1) + " s"])
      table.add(["path", Figure.text(path.length.meters, 1) + " m"])
      table.add(["coverage", Figure.text(path.coverage * 100, 3) + " %"])
      table.add(["outside", Figure.text(path.lengthOutside.meters, 2) + " m"])
      print(table.text(leftAligned: true))
    }
  }

  private static func place(_ text: String) throws -> LocalPoint {
    let numbers = text.split(separator: ",").map { Double($0.filter { !$0.isWhitespace }) }
    guard numbers.count == 2, let east = numbers[0], let north = numbers[1], east.isFinite, north.isFinite else {
      throw ValidationError("'\(text)' is no place on the plane. Write two numbers of metres, as in 0,0.")
    }
    return LocalPoint(east: .meters(east), north: .meters(north))
  }
}
