import Documents
public import Quantities

/// A camera as a survey item of QGroundControl describes it.
public struct MissionCamera: Sendable, Hashable {
  /// The pixels along the longer side.
  public let widthInPixels: Int
  /// The longer side of the sensor.
  public let sensorWidth: Length
  /// The focal length.
  public let focalLength: Length

  /// Reads the description; nil where it has no camera, only distances.
  init?(_ description: JSONValue) {
    guard let width = description["ImageWidth"]?.double, let height = description["ImageHeight"]?.double,
      let sensorWidth = description["SensorWidth"]?.double, let sensorHeight = description["SensorHeight"]?.double,
      let focalLength = description["FocalLength"]?.double, max(width, height) >= 1, max(width, height) < 1e6
    else { return nil }
    widthInPixels = Int(bounded: max(width, height))
    self.sensorWidth = .millimeters(max(sensorWidth, sensorHeight))
    self.focalLength = .millimeters(focalLength)
  }
}
