import ArgumentParser
import FlightPlanning

/// The options for how far pictures overlap.
struct OverlapOptions: ParsableArguments {
  @Option(
    help: .value("percent", "Overlap of pictures along the flight (default: 70%)."),
    transform: Overlap.init(parsing:)
  )
  var frontlap: Overlap?

  @Option(
    help: .value("percent", "Overlap of pictures across the flight (default: 60%)."),
    transform: Overlap.init(parsing:)
  )
  var sidelap: Overlap?

  /// Puts what was given over the conditions.
  func apply(to conditions: inout FlightConditions) {
    if let frontlap { conditions.frontlap = frontlap }
    if let sidelap { conditions.sidelap = sidelap }
  }
}
