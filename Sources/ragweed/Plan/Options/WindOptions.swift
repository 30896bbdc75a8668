import ArgumentParser
import FlightPlanning
import Quantities

/// The options for wind and climb, shared by `plan` and `check`.
struct WindOptions: ParsableArguments {
  @Option(
    help: .value("wind", "Speed and the direction it blows from, such as 5m/s@270deg (default: calm)."),
    transform: Wind.init(parsing:)
  )
  var wind: Wind?

  @Option(help: .value("speed", "Fastest climb (default: 3m/s).", isRare: true), transform: Speed.init(parsing:))
  var climbSpeed: Speed?

  @Option(help: .value("speed", "Fastest descent (default: 2m/s).", isRare: true), transform: Speed.init(parsing:))
  var descentSpeed: Speed?

  /// Puts what was given over how the drone flies.
  func apply(to dynamics: inout FlightDynamics) {
    if let climbSpeed { dynamics.climbSpeed = climbSpeed }
    if let descentSpeed { dynamics.descentSpeed = descentSpeed }
  }
}
