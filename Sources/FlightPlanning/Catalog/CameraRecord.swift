/// A camera's entry in a catalogue file, with the unit in each key.
public struct CameraRecord: Codable, Sendable {
  let id: String
  let name: String
  let sensorWidthInMillimeters: Double
  let sensorHeightInMillimeters: Double?
  let widthInPixels: Int
  let heightInPixels: Int
  let focalLengthInMillimeters: Double
  let calibratedFocalLengthInPixels: Double?
  let shortestIntervalInSeconds: Double?
  let shortestExposureInSeconds: Double?
  let shortestMechanicalExposureInSeconds: Double?
  let rollingShutterReadoutInSeconds: Double?
  let bytesPerImage: Double?
  let exifModels: [String]?
  let sources: [String: String]?

  enum CodingKeys: String, CodingKey {
    case id, name, sources
    case sensorWidthInMillimeters = "sensor_width_mm"
    case sensorHeightInMillimeters = "sensor_height_mm"
    case widthInPixels = "width_px"
    case heightInPixels = "height_px"
    case focalLengthInMillimeters = "focal_length_mm"
    case calibratedFocalLengthInPixels = "calibrated_focal_length_px"
    case shortestIntervalInSeconds = "shortest_interval_s"
    case shortestExposureInSeconds = "shortest_exposure_s"
    case shortestMechanicalExposureInSeconds = "shortest_mechanical_exposure_s"
    case rollingShutterReadoutInSeconds = "rolling_shutter_readout_s"
    case bytesPerImage = "image_bytes"
    case exifModels = "exif_models"
  }
}
