import ArgumentParser
import FlightPlanning
import Quantities

/// The options for what a flight must keep to, shared by `plan`, `check` and `compare`.
struct ConditionOptions: ParsableArguments {
  @Option(
    help: .value("time", "Exposure time, for the motion blur (default: 1/1000s)."),
    transform: Duration.init(parsing:)
  )
  var exposure: Duration?

  @Option(help: .value("pixels", "Most motion blur (default: 1px)."), transform: PixelCount.parse)
  var blurLimit: Double?

  @Option(
    help: .value("pixels", "Motion blur above which to warn (default: 0.5px).", isRare: true),
    transform: PixelCount.parse
  )
  var blurWarning: Double?

  @Option(
    help: .value("length", "Highest altitude over the ground (default: 120m, EU open category)."),
    transform: Length.init(parsing:)
  )
  var maxAltitude: Length?

  @Option(
    help: .value("length", "Altitude below which to warn (default: 5m).", isRare: true),
    transform: Length.init(parsing:)
  )
  var minAltitude: Length?

  func validate() throws {
    if let exposure, exposure <= .zero {
      throw ValidationError("The exposure time is not above zero. Give one, as in 1/1000s.")
    }
    if let maxAltitude, maxAltitude <= .zero {
      throw ValidationError("The highest altitude is not above zero. Give one, as in 120m.")
    }
  }

  /// Puts what was given over the conditions.
  func apply(to conditions: inout FlightConditions) {
    if let exposure { conditions.exposure = exposure }
    if let blurLimit { conditions.blurLimitInPixels = blurLimit }
    if let blurWarning { conditions.blurWarningInPixels = blurWarning }
    if let maxAltitude { conditions.maximumAltitude = maxAltitude }
    if let minAltitude { conditions.minimumAltitude = minAltitude }
  }
}
