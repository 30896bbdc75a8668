import ArgumentParser
import Documents
import FieldGeometry
import FlightPlanning
import MissionFormats
import Quantities
import ResultFiles
import Tables

/// Covers a map in metres by a path.
struct CoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cover",
    abstract: "Find the quickest path that covers a map in metres, with holes.",
    discussion: """
      EXAMPLE: ragweed cover map.json --swath 3m --vmax 3m/s --acceleration 1m/s2 --start 0,0 --format json
      """
  )

  @Argument(
    help: "Map of a plane: JSON with rings in metres, the outline first, then the holes.",
    completion: .file(extensions: ["json"])
  )
  var map: String

  @Option(help: .value("length", "Width that the path covers, such as 3m."), transform: Length.init(parsing:))
  var swath: Length

  @Option(help: .value("speed", "Highest speed, such as 3m/s."), transform: Speed.init(parsing:))
  var vmax: Speed

  @Option(help: .value("acceleration", "Acceleration, such as 1m/s2."), transform: Acceleration.init(parsing:))
  var acceleration: Acceleration

  @Option(
    help: .value("position", "Where the path starts and ends, in metres (default: 0,0)."),
    transform: Self.position
  )
  var start: LocalPoint?

  @Option(help: "How to print the path: table or json.")
  var format: DocumentFormat = .table

  func run() throws {
    let map = try PlaneMap(reading: InputFile.bytes(path: map), file: map)
    let task = try CoverageTask(
      field: map.field,
      swath: swath,
      maximumSpeed: vmax,
      acceleration: acceleration,
      start: start ?? .origin
    )
    let path = WaitingLine.during("Searching a path") { CoveragePath(for: task) }
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

  private static func position(_ text: String) throws -> LocalPoint {
    let numbers = text.split(separator: ",").map { Double($0.filter { !$0.isWhitespace }) }
    guard numbers.count == 2, let east = numbers[0], let north = numbers[1], east.isFinite, north.isFinite else {
      throw ValidationError("'\(text)' is no place on the plane. Write two numbers of metres, as in 0,0.")
    }
    return LocalPoint(east: .meters(east), north: .meters(north))
  }
}
