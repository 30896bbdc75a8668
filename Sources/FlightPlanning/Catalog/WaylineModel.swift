/// The numbers by which DJI's mission files (WPML) name a drone and its camera.
public struct WaylineModel: Codable, Sendable, Hashable {
  /// The aircraft: `droneEnumValue`.
  public let drone: Int
  /// The variant of the aircraft: `droneSubEnumValue`.
  public let droneVariant: Int
  /// The camera: `payloadEnumValue`.
  public let payload: Int
  /// The variant of the camera: `payloadSubEnumValue`.
  public let payloadVariant: Int
  /// The lens whose pictures are kept, such as `wide`; nil for a camera with one lens.
  public let imageFormat: String?

  /// Makes the numbers of a drone with its camera.
  public init(drone: Int, droneVariant: Int = 0, payload: Int, payloadVariant: Int = 0, imageFormat: String? = nil) {
    self.drone = drone
    self.droneVariant = droneVariant
    self.payload = payload
    self.payloadVariant = payloadVariant
    self.imageFormat = imageFormat
  }

  enum CodingKeys: String, CodingKey {
    case drone, payload
    case droneVariant = "drone_sub"
    case payloadVariant = "payload_sub"
    case imageFormat = "image_format"
  }
}
