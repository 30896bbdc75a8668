import ArgumentParser
import FlightPlanning
import Quantities

/// The options for what a survey is to show.
struct TargetOptions: ParsableArguments {
  @Option(help: .value("length", "Length on the ground of a pixel, such as 1cm."), transform: Length.init(parsing:))
  var gsd: Length?

  @Option(help: .value("length", "Altitude over the ground, such as 45m."), transform: Length.init(parsing:))
  var altitude: Length?

  @Option(
    help: .value("area", "Area of the smallest plant to find, such as 10cm2; sets the length of a pixel."),
    transform: Area.init(parsing:)
  )
  var plantArea: Area?

  @Option(
    help: .value("speed", "Speed over the ground (default: the highest that can be flown)."),
    transform: Speed.init(parsing:)
  )
  var speed: Speed?

  func validate() throws {
    guard [gsd != nil, altitude != nil, plantArea != nil].count(where: \.self) <= 1 else {
      throw ValidationError("Give only one of --gsd, --altitude and --plant-area.")
    }
  }

  /// What the survey is to show.
  ///
  /// - Throws: `CommandError.missingOption` where nothing says it.
  func target() throws -> SurveyTarget {
    if let gsd { return .groundSamplingDistance(GroundSamplingDistance(gsd)) }
    if let altitude { return .altitude(altitude) }
    if let plantArea { return .plantArea(plantArea) }
    throw CommandError.missingOption(
      what: "one of a ground sampling distance, an altitude and a plant area",
      remedy: "Give one of --gsd, --altitude and --plant-area."
    )
  }
}
