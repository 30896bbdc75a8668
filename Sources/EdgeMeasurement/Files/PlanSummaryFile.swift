public import FlightPlanning
import Foundation
public import Quantities
import ResultFiles

/// What boards and links need to know of a plan, from its summary.json.
public struct PlanSummaryFile: Decodable, Sendable {
  /// The speed on the lines.
  public let speedMPerS: Double
  /// The distance between pictures.
  public let photoDistanceM: Double
  /// The id of the drone; nil in a summary made by hand.
  public let drone: String?
  /// The time in the air of all sorties.
  public let flightTimeS: Double?

  /// Pictures in a second that the plan takes on its lines.
  public var framerate: Double { speedMPerS / photoDistanceM }

  /// Reads a summary.
  ///
  /// - Parameter path: the file.
  /// - Returns: what it says.
  /// - Throws: `FileError.cannotRead` where the file is no summary of a plan with pictures.
  public static func load(path: String) throws -> PlanSummaryFile {
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
  ///   - drones: loads the drones that are known.
  /// - Returns: the flight times with and without it.
  /// - Throws: `FlightPlanningError` where the power is below zero.
  public func flightTimeLost(to power: Power, drones: () throws -> Catalog) throws -> FlightTimeLost? {
    guard let id = drone, let known = try? drones().drone(id: id),
      known.batteryEnergy != nil
    else { return nil }
    let loaded = try known.carrying(power)
    return FlightTimeLost(
      powerW: power.watts,
      withoutMin: known.flightTime.inMinutes,
      withMin: loaded.flightTime.inMinutes,
      notice: loaded.payloadNotice
    )
  }
}
