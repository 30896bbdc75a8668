public import FieldGeometry
import GeoRaster
public import Quantities
import ResultFiles
import Telemetry

/// What is known of single frames beside their own metadata.
public struct FrameRequest: Sendable {
  /// The height of the camera above the ground, for frames that do not know it.
  public var height: Length?
  /// A table with a pose for each frame.
  public var poses: String?
  /// A calibrated camera that took all frames.
  public var camera: String?
  /// An elevation model; nil where the ground is level.
  public var terrain: String?
  /// Where the drone took off, for heights over terrain; nil for under the first frame.
  public var takeoff: GeoCoordinate?
  /// At what part of their size frames are decoded.
  public var scale = FrameScale.auto
  /// Whether frames are mapped too that are blurred, black, repeated or written by another program.
  public var useFlagged = false
  /// Whether the frames are also laid into a mosaic.
  public var mosaic = false

  /// Nothing but what frames say themselves.
  public init() {}

  /// The poses that were given; nil where none were.
  func poseTable() throws -> PoseTable? {
    try poses.map { try PoseTable(reading: InputFile.bytes(path: $0, limit: 64 << 20), file: $0) }
  }

  /// The elevation model that was given; nil where none was.
  func elevations() throws -> ElevationRaster? { try terrain.map { try ElevationRaster(path: $0) } }
}
