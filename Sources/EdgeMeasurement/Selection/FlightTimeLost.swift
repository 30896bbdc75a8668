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
  /// Why the drone cannot feed the board, in a sentence; nil where it can, or nobody says what it gives.
  public let notice: String?

  init(powerW: Double, withoutMin: Double, withMin: Double, notice: String?) {
    (self.powerW, self.withoutMin, self.withMin) = (powerW, withoutMin, withMin)
    self.notice = notice
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
    ) + (notice.map { "\n" + $0 } ?? "")
  }
}
