public import EdgeDeployment
public import FlightPlanning
import Foundation
public import Quantities
import ResultFiles

/// Whether a network keeps up with a plan's pictures.
public struct PlanPace: Encodable, Sendable {
  /// Pictures in a second that the plan takes on its lines.
  public let requiredFrameratePerS: Double
  /// Pictures in a second that the network works through.
  public let reachableFrameratePerS: Double
  /// Inferences for a picture.
  public let inferencesPerPicture: Int
  /// Whether it works through them as fast as they come.
  public let keepsUp: Answer
  /// The speed of the plan.
  public let plannedSpeedMPerS: Double
  /// The highest speed at which it would keep up, whatever else limits the speed.
  public let highestSpeedMPerS: Double

  /// What the board's power takes from the flight; nil where the drone's battery or the power is not known.
  public let flightTimeLost: FlightTimeLost?

  /// Compares a latency with a plan.
  ///
  /// - Parameters:
  ///   - path: the plan's summary.json.
  ///   - latency: the time of an inference.
  ///   - isBound: whether the latency is only a lower bound.
  ///   - inferencesPerPicture: inferences for a picture, 1 or more.
  ///   - power: what the board draws from the drone's battery; nil where it is not known.
  ///   - drones: loads the drones that are known.
  /// - Throws: `FileError.cannotRead` where the file is no summary of a plan with pictures.
  public init(
    path: String,
    latency: Duration,
    isBound: Bool = false,
    inferencesPerPicture: Int,
    power: Power?,
    drones: () throws -> Catalog
  ) throws {
    let summary = try PlanSummaryFile.load(path: path)
    guard latency > .zero else {
      throw FileError.cannotRead(path: path, reason: "the network takes no time", remedy: "Give one with layers.")
    }
    requiredFrameratePerS = summary.framerate
    reachableFrameratePerS = 1 / (latency.inSeconds * Double(inferencesPerPicture))
    self.inferencesPerPicture = inferencesPerPicture
    keepsUp = reachableFrameratePerS < requiredFrameratePerS ? .no : isBound ? .notExcluded : .yes
    plannedSpeedMPerS = summary.speedMPerS
    highestSpeedMPerS = reachableFrameratePerS * summary.photoDistanceM
    flightTimeLost = try power.flatMap { try summary.flightTimeLost(to: $0, drones: drones) }
  }

  /// What it means, in a sentence.
  public var sentence: String {
    let figures = String(
      format: "%.2f pictures/s wanted at %.2f m/s, %.2f pictures/s reached with %d inference(s) each",
      requiredFrameratePerS,
      plannedSpeedMPerS,
      reachableFrameratePerS,
      inferencesPerPicture
    )
    let verdict =
      switch keepsUp {
      case .yes: "It keeps up with the plan: "
      case .no: "It does not keep up with the plan: "
      case .notExcluded: "That it keeps up with the plan is not excluded, and a lower bound cannot promise it: "
      }
    let reach = keepsUp == .notExcluded ? ", by the bound enough up to %.2f m/s." : ", enough up to %.2f m/s."
    return verdict + figures + String(format: reach, highestSpeedMPerS)
      + (flightTimeLost.map { "\n" + $0.sentence } ?? "")
  }
}
