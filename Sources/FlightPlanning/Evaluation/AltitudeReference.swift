/// What the altitude of a mission's point counts from.
public enum AltitudeReference: Sendable, Hashable {
  /// The place where the drone takes off.
  case takeoff
  /// The ground below.
  case ground
  /// The sea.
  case sea
}
