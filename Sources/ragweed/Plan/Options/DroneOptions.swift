import ArgumentParser
import FlightPlanning
import Quantities

/// The options for what flies, shared by `plan` and `check`.
struct DroneOptions: ParsableArguments {
  @Option(help: .value("id", "The drone, as 'ragweed drones' lists it, or its short name."), completion: .drone)
  var drone: String?

  @Option(
    help: .value("file", "YAML file with your own cameras and drones; see 'ragweed drones --template'."),
    completion: .yaml
  )
  var catalog: String?

  @Option(
    help: .value("percent", "Part of the flight time to use (default: 80%)."),
    transform: BatteryShare.parse
  )
  var battery: Double?

  @Option(
    help: .value(
      "power",
      "Power that a payload draws from the drone's battery, such as 10W (default: 0W).",
      isRare: true
    ),
    transform: Power.init(parsing:)
  )
  var payloadPower: Power?

  /// The cameras and drones that are known.
  func known() throws -> Catalog { try CatalogLoader.load(userPath: catalog) }

  /// The drone that is named, with what its payload draws; nil where none is.
  ///
  /// - Throws: `FlightPlanningError` where it is not known, `FileError` where the catalogue cannot be read.
  func named() throws -> Drone? { try drone.map { try loaded(known().drone(id: $0)) } }

  /// A drone with what its payload draws.
  func loaded(_ drone: Drone) throws -> Drone { try drone.carrying(payloadPower ?? .zero) }

  /// Puts what was given over how the drone flies.
  func apply(to dynamics: inout FlightDynamics) { if let battery { dynamics.usableBatteryShare = battery } }
}
