import ArgumentParser
import FlightPlanning
import Quantities

/// The options for terrain, wind and batteries.
struct FlightOptions: ParsableArguments {
  static let keys = [
    "terrain", "terrain-mode", "terrain-tolerance", "wind", "climb-speed", "descent-speed", "battery-change",
    "batteries",
    "drones", "working-day", "payload-power",
  ]

  @Option(help: "Elevation model that GDAL reads, in any coordinate reference system.")
  var terrain: String?

  @Option(
    help: "follow: keep the height over the ground (default); flat: one altitude, checked against the ground.",
    transform: Self.mode
  )
  var terrainMode: TerrainMode?

  @Option(
    help: "How far the height may be from the one asked for (default: 5 % of it, at most 2m).",
    transform: Length.init(parsing:)
  )
  var terrainTolerance: Length?

  @Option(help: "Wind: speed and the direction it blows from, such as 5m/s@270deg.", transform: Wind.init(parsing:))
  var wind: Wind?

  @Option(help: "Fastest climb (default: 3m/s).", transform: Speed.init(parsing:))
  var climbSpeed: Speed?

  @Option(help: "Fastest descent (default: 2m/s).", transform: Speed.init(parsing:))
  var descentSpeed: Speed?

  @Option(help: "Time from landing to the next take-off (default: 3min).", transform: Duration.init(parsing:))
  var batteryChange: Duration?

  @Option(help: "Charged batteries at hand (default: enough).")
  var batteries: Int?

  @Option(help: "Drones that fly at the same time (default: 1).")
  var drones: Int?

  @Option(help: "Time on site that a day has (default: 8h).", transform: Duration.init(parsing:))
  var workingDay: Duration?

  @Option(
    help: "Power that a payload draws from the drone's battery, such as 10W (default: 0W).",
    transform: Power.init(parsing:)
  )
  var payloadPower: Power?

  /// The elevation model; the mission file's is relative to that file.
  func terrainPath(_ file: MissionFile?) -> String? { terrain ?? file?.path("terrain") }

  /// Puts what was given over a request.
  func apply(to request: inout SurveyRequest, _ file: MissionFile?) throws {
    func given<Value>(_ option: Value?, _ key: String, _ parse: (String) throws -> Value) throws -> Value? {
      try option ?? file?.value(key, parse)
    }
    if let value = try given(terrainMode, "terrain-mode", Self.mode) { request.terrain.mode = value }
    request.terrain.tolerance = try given(terrainTolerance, "terrain-tolerance", Length.init(parsing:))
    let isWanted = terrainMode != nil || request.terrain.tolerance != nil || file?.text("terrain-mode") != nil
    guard !isWanted || terrainPath(file) != nil else {
      throw CommandError.missingOption(
        what: "terrain for a terrain mode or tolerance",
        remedy: "Give an elevation model with --terrain, or leave them out."
      )
    }
    if let value = try given(wind, "wind", Wind.init(parsing:)) { request.wind = value }
    if let value = try given(climbSpeed, "climb-speed", Speed.init(parsing:)) { request.dynamics.climbSpeed = value }
    if let value = try given(descentSpeed, "descent-speed", Speed.init(parsing:)) {
      request.dynamics.descentSpeed = value
    }
    if let value = try given(batteryChange, "battery-change", Duration.init(parsing:)) {
      request.logistics.batteryChange = value
    }
    if let value = try given(workingDay, "working-day", Duration.init(parsing:)) {
      request.logistics.workingDay = value
    }
    if let value = try given(payloadPower, "payload-power", Power.init(parsing:)) {
      request.drone = try request.drone.carrying(value)
    }
    request.logistics.batteries = try given(batteries, "batteries", Self.count)
    if let value = try given(drones, "drones", Self.count) { request.logistics.drones = value }
  }

  private static func mode(_ text: String) throws -> TerrainMode {
    guard let mode = TerrainMode(rawValue: text) else {
      throw ValidationError("There is no terrain mode '\(text)'. Choose follow or flat.")
    }
    return mode
  }

  private static func count(_ text: String) throws -> Int {
    guard let count = Int(text) else { throw ValidationError("'\(text)' is no whole number. Write one, as in 2.") }
    return count
  }
}
