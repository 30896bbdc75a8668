import EdgeDeployment
import Foundation
import Quantities
import ResultFiles

/// Whether a network keeps up with a plan's pictures.
struct PlanPace: Encodable {
  /// Pictures in a second that the plan takes on its lines.
  let requiredFrameratePerS: Double
  /// Pictures in a second that the network works through.
  let reachableFrameratePerS: Double
  /// Inferences for a picture.
  let inferencesPerPicture: Int
  /// Whether it works through them as fast as they come.
  let keepsUp: Bool
  /// The speed of the plan.
  let plannedSpeedMPerS: Double
  /// The highest speed at which it would keep up, whatever else limits the speed.
  let highestSpeedMPerS: Double

  /// What the board's power takes from the flight; nil where the drone's battery or the power is not known.
  let flightTimeLost: FlightTimeLost?

  /// Compares a latency with a plan.
  ///
  /// - Throws: `FileError.cannotRead` where the file is no summary of a plan with pictures.
  init(path: String, latency: Duration, inferencesPerPicture: Int, power: Power?) throws {
    let summary = try PlanSummaryFile.load(path: path)
    guard latency > .zero else {
      throw FileError.cannotRead(path: path, reason: "the network takes no time", remedy: "Give one with layers.")
    }
    requiredFrameratePerS = summary.framerate
    reachableFrameratePerS = 1 / (latency.inSeconds * Double(inferencesPerPicture))
    self.inferencesPerPicture = inferencesPerPicture
    keepsUp = reachableFrameratePerS >= requiredFrameratePerS
    plannedSpeedMPerS = summary.speedMPerS
    highestSpeedMPerS = reachableFrameratePerS * summary.photoDistanceM
    flightTimeLost = try power.flatMap { try summary.flightTimeLost(to: $0) }
  }

  /// What it means, in a sentence.
  var sentence: String {
    let figures = String(
      format: "%.2f pictures/s wanted at %.2f m/s, %.2f pictures/s reached with %d inference(s) each",
      requiredFrameratePerS,
      plannedSpeedMPerS,
      reachableFrameratePerS,
      inferencesPerPicture
    )
    return (keepsUp ? "It keeps up with the plan: " : "It does not keep up with the plan: ") + figures
      + String(format: ", enough up to %.2f m/s.", highestSpeedMPerS)
      + (flightTimeLost.map { "\n" + $0.sentence } ?? "")
  }
}
