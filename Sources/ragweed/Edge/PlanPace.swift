import EdgeDeployment
import Foundation
import Quantities

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

  /// The part of a plan's summary that is needed.
  private struct Summary: Decodable {
    let speedMPerS: Double
    let photoDistanceM: Double
  }

  /// Compares a latency with a plan.
  ///
  /// - Throws: `CommandError.cannotRead` where the file is no summary of a plan with pictures.
  init(path: String, latency: Duration, inferencesPerPicture: Int) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let data = Data(try InputFile.bytes(path: path, limit: 64 << 20))
    let remedy = "Give the summary.json that 'ragweed plan' wrote."
    let summary: Summary
    do {
      summary = try decoder.decode(Summary.self, from: data)
    } catch {
      throw CommandError.cannotRead(path: path, reason: DecodingReason.of(error), remedy: remedy)
    }
    guard summary.speedMPerS > 0, summary.photoDistanceM > 0, latency > .zero else {
      throw CommandError.cannotRead(path: path, reason: "its speed or distance of pictures is zero", remedy: remedy)
    }
    requiredFrameratePerS = summary.speedMPerS / summary.photoDistanceM
    reachableFrameratePerS = 1 / (latency.inSeconds * Double(inferencesPerPicture))
    self.inferencesPerPicture = inferencesPerPicture
    keepsUp = reachableFrameratePerS >= requiredFrameratePerS
    plannedSpeedMPerS = summary.speedMPerS
    highestSpeedMPerS = reachableFrameratePerS * summary.photoDistanceM
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
  }
}
