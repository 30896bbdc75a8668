import Foundation

/// What a board that draws from the drone's battery costs in flight time, for one full battery.
public struct FlightTimeLost: Encodable, Hashable, Sendable {
  /// What it draws, in watts.
  public let powerW: Double
  /// The flight time without it, in minutes.
  public let withoutMin: Double
  /// The flight time with it, in minutes.
  public let withMin: Double
  /// What is lost, in per cent.
  public let lostPercent: Double

  init(powerW: Double, withoutMin: Double, withMin: Double) {
    (self.powerW, self.withoutMin, self.withMin) = (powerW, withoutMin, withMin)
    lostPercent = 100 * (1 - withMin / withoutMin)
  }

  /// What it means, in a sentence.
  public var sentence: String {
    String(
      format: "%.1f W from the drone's battery shorten a flight from %.1f to %.1f min (%.1f %%).",
      powerW,
      withoutMin,
      withMin,
      lostPercent
    )
  }
}
