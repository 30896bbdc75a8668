/// How a drone stays in the air.
public enum Airframe: String, Codable, Sendable, Hashable {
  /// Rotors only: it can stop and fly at any speed up to its maximum.
  case multirotor
  /// Wings in flight, rotors to start and land: it must keep a minimum speed between.
  case fixedWing = "fixed_wing_vtol"
}
