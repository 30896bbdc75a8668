/// A catalogue file: cameras, drones, or both.
public struct CatalogRecord: Codable, Sendable {
  let cameras: [CameraRecord]?
  let drones: [DroneRecord]?
}
