public import Quantities

/// How a picture is distorted because its rows are read one after another.
public struct RollingShutter: Sendable, Hashable {
  /// What opens and closes over the sensor.
  public enum Kind: String, Sendable, Hashable {
    /// A mechanical shutter: all rows at once.
    case mechanical
    /// The sensor's own: row after row.
    case electronic
    /// No source says.
    case unknown
  }

  /// What opens and closes at the exposure used.
  public let kind: Kind

  /// The time from the first row to the last; nil where it is not known or does not matter.
  public let readout: Duration?

  /// How many pixels the ground moves between the first row and the last: v · t / g; nil where it is not known.
  public let skewInPixels: Double?

  /// Counts for a camera.
  public init(of camera: Camera, exposure: Duration, speed: Speed, gsd: GroundSamplingDistance) {
    if let mechanical = camera.shortestMechanicalExposure, exposure.inSeconds >= mechanical.inSeconds * (1 - 1e-9) {
      kind = .mechanical
      readout = nil
      skewInPixels = 0
      return
    }
    readout = camera.rollingShutterReadout
    kind = camera.rollingShutterReadout != nil || camera.shortestMechanicalExposure != nil ? .electronic : .unknown
    skewInPixels = readout.map { speed.metersPerSecond * $0.inSeconds / gsd.metersPerPixel }
  }
}
