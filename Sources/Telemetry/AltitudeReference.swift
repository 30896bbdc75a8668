/// What an altitude counts from.
public enum AltitudeReference: String, Sendable, Hashable, CaseIterable {
  /// The place of the take-off, which is not the ground under the drone.
  case takeoff
  /// The level of the sea.
  case seaLevel = "sea level"
  /// The recording does not say.
  case unknown
}
