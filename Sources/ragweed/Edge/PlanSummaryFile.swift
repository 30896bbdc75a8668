import FlightPlanning
import Foundation
import Quantities
import ResultFiles

/// What boards and links need to know of a plan, from its summary.json.
struct PlanSummaryFile: Decodable {
  /// The speed on the lines.
  let speedMPerS: Double
  /// The distance between pictures.
  let photoDistanceM: Double
  /// The id of the drone; nil in a summary made by hand.
  let drone: String?
  /// The time in the air of all sorties.
  let flightTimeS: Double?

  /// Pictures in a second that the plan takes on its lines.
  var framerate: Double { speedMPerS / photoDistanceM }

  /// Reads a summary.
  ///
  /// - Throws: `FileError.cannotRead` where the file is no summary of a plan with pictures.
  static func load(path: String) throws -> PlanSummaryFile {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let data = Data(try InputFile.bytes(path: path, limit: 64 << 20))
    let remedy = "Give the summary.json that 'ragweed plan' wrote."
    let summary: PlanSummaryFile
    do {
      summary = try decoder.decode(PlanSummaryFile.self, from: data)
    } catch {
      throw FileError.cannotRead(path: path, reason: DecodingReason.of(error), remedy: remedy)
    }
    guard summary.speedMPerS > 0, summary.photoDistanceM > 0 else {
      throw FileError.cannotRead(path: path, reason: "its speed or distance of pictures is zero", remedy: remedy)
    }
    return summary
  }

  /// What a board's power takes from the time in the air; nil where the drone or its battery is not known.
  ///
  /// - Parameters:
  ///   - power: what the board draws from the drone's battery.
  ///   - catalog: a file with the user's own drones; nil for the shipped ones.
  /// - Returns: the flight times with and without it.
  /// - Throws: `FlightPlanningError` where the power is below zero.
  func flightTimeLost(to power: Power, catalog: String? = nil) throws -> FlightTimeLost? {
    guard let id = drone, let known = try? CatalogLoader.load(userPath: catalog).drone(id: id),
      known.batteryEnergy != nil
    else { return nil }
    return FlightTimeLost(
      powerW: power.watts,
      withoutMin: known.flightTime.inMinutes,
      withMin: try known.carrying(power).flightTime.inMinutes
    )
  }
}
