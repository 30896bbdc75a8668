import ArgumentParser
import FlightPlanning
import Quantities

/// The options for how a plan uses terrain, and how high the drone comes home.
struct HeightOptions: ParsableArguments {
  @Option(
    help: .value(
      "length",
      "Altitude above the take-off at which the drone comes home by itself (default: what clears ground and obstacles by 20m)."
    ),
    transform: Length.init(parsing:)
  )
  var returnAltitude: Length?

  @Option(
    help: .value(
      "length",
      "Altitude of ways to and from the take-off, and of long ones between lines (default: that of the survey)."
    ),
    transform: Length.init(parsing:)
  )
  var transitAltitude: Length?

  @Option(
    help: .value(
      "mode",
      "follow: keep the height over the ground; flat: one altitude, checked against the ground (default: follow)."
    ),
    completion: .list(["follow", "flat"]),
    transform: Self.mode
  )
  var terrainMode: TerrainMode?

  @Option(
    help: .value(
      "length",
      "How far the height may be from the one asked for (default: 5 % of it, at most 2m).",
      isRare: true
    ),
    transform: Length.init(parsing:)
  )
  var terrainTolerance: Length?

  /// Puts what was given over a request.
  ///
  /// - Throws: `CommandError.missingOption` where there is no terrain to keep to.
  func apply(to request: inout SurveyRequest, hasTerrain: Bool) throws {
    guard hasTerrain || (terrainMode == nil && terrainTolerance == nil) else {
      throw CommandError.missingOption(
        what: "terrain for a terrain mode or tolerance",
        remedy: "Give an elevation model with --terrain, or leave them out."
      )
    }
    request.transitAltitude = transitAltitude
    if let returnAltitude {
      guard returnAltitude >= .meters(2), returnAltitude <= .meters(1500) else {
        throw FlightPlanningError.implausible(
          quantity: "return altitude",
          value: "\(Figure.text(returnAltitude.meters, 2)) m",
          from: "2 m",
          to: "1500 m"
        )
      }
      request.returnAltitude = returnAltitude
    }
    if let terrainMode { request.terrain.mode = terrainMode }
    request.terrain.tolerance = terrainTolerance
  }

  private static func mode(_ text: String) throws -> TerrainMode {
    guard let mode = TerrainMode(rawValue: text) else {
      throw ValidationError("There is no terrain mode '\(text)'. Choose follow or flat.")
    }
    return mode
  }
}
