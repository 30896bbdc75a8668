import ArgumentParser
import FlightPlanning
import Quantities

/// The options for what a plan must keep to, shared by the planning commands.
struct ConditionOptions: ParsableArguments {
  @Option(help: "Exposure time, for the motion blur (default: 1/1000s).", transform: Duration.init(parsing:))
  var exposure: Duration?

  @Option(help: "Most motion blur (default: 1px).", transform: PixelCount.parse)
  var blurLimit: Double?

  @Option(help: "Motion blur above which to warn (default: 0.5px).", transform: PixelCount.parse)
  var blurWarning: Double?

  @Option(help: "Highest altitude over the ground (default: 120m, EU open category).", transform: Length.init(parsing:))
  var maxAltitude: Length?

  @Option(help: "Altitude below which to warn (default: 5m).", transform: Length.init(parsing:))
  var minAltitude: Length?

  @Option(help: "Height of the tallest obstacle on the field; 5 m more are kept.", transform: Length.init(parsing:))
  var obstacleHeight: Length?

  @Option(help: "Overlap of pictures along the flight, such as 70%.", transform: Overlap.init(parsing:))
  var frontlap: Overlap?

  @Option(help: "Overlap of pictures across the flight, such as 60%.", transform: Overlap.init(parsing:))
  var sidelap: Overlap?

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
    if let obstacleHeight { conditions.obstacleHeight = obstacleHeight }
    if let frontlap { conditions.frontlap = frontlap }
    if let sidelap { conditions.sidelap = sidelap }
  }
}
