/// A drone's entry in a catalogue file, with the unit in each key.
public struct DroneRecord: Codable, Sendable {
  let id: String
  let name: String
  let shortNames: [String]?
  let camera: String
  let airframe: Airframe?
  let speedInMetersPerSecond: Double
  let minimumSpeedInMetersPerSecond: Double?
  let flightTimeInMinutes: Double
  let batteryInWattHours: Double?
  let enduranceSpeedInMetersPerSecond: Double?
  let costPerFlightInEuros: Double?
  let isInSeminar: Bool?
  let mostWaypoints: Int?
  let payloadPowerInWatts: Double?
  let payloadMassInGrams: Double?
  let waylineModel: WaylineModel?
  let sources: [String: String]?

  enum CodingKeys: String, CodingKey {
    case id, name, camera, airframe, sources
    case shortNames = "short_names"
    case speedInMetersPerSecond = "speed_m_per_s"
    case minimumSpeedInMetersPerSecond = "minimum_speed_m_per_s"
    case flightTimeInMinutes = "flight_time_min"
    case batteryInWattHours = "battery_wh"
    case enduranceSpeedInMetersPerSecond = "flight_time_speed_m_per_s"
    case costPerFlightInEuros = "cost_eur_per_flight"
    case isInSeminar = "seminar"
    case mostWaypoints = "most_waypoints"
    case payloadPowerInWatts = "payload_power_w"
    case payloadMassInGrams = "payload_mass_g"
    case waylineModel = "wpml"
  }
}
