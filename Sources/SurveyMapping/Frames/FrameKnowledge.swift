import InfestationMapping
import Telemetry

/// What is known of frames beside their own metadata.
struct FrameKnowledge {
  /// The options for frames.
  let options: FrameRequest
  /// The options for videos.
  let videos: VideoRequest
  /// The table of poses; nil where none was given.
  let poses: PoseTable?
  /// The calibrated lens of all frames; nil where none was given.
  let calibration: LensCalibration?
  /// The sensors of known cameras; nil where no map is wanted.
  let sensors: SensorTable?
  /// What the files are called in results.
  let names: InputNames

  /// Reads what the options name.
  ///
  /// - Parameters:
  ///   - options: the options for frames.
  ///   - videos: the options for videos.
  ///   - sensors: the sensors of known cameras; nil where no map is wanted.
  ///   - names: what the files are called in results.
  /// - Throws: `FileError` or `TelemetryError` where a file cannot be read.
  init(options: FrameRequest, videos: VideoRequest, sensors: SensorTable?, names: InputNames = .plain) throws {
    self.options = options
    self.videos = videos
    self.sensors = sensors
    self.names = names
    poses = try options.poseTable()
    calibration = try options.camera.map { try CameraFile.read(path: $0) }
  }
}
