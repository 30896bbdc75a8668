/// A setting that changes results, so that the journal keeps it and an earlier run with another is not gone on with.
public enum SurveySetting: String, Sendable, CaseIterable {
  /// The version of the program.
  case program
  /// The file of the model.
  case model
  /// What the caller does for the model.
  case contract = "the model's contract"
  /// What runs the model.
  case engine
  /// What it computes in.
  case precision
  /// Where it computes.
  case device
  /// From how many sides each tile is looked at.
  case views
  /// From which probability on a pixel is not background.
  case threshold
  /// The crop that stands.
  case crop
  /// The least overlap of tiles.
  case overlap
  /// The bands of orthophotos.
  case bands
  /// The samples of orthophotos that become black and white.
  case valueRange = "value range"
  /// The sample that stands for ground that was not surveyed.
  case noData = "nodata"
  /// The coordinate reference system of orthophotos that name none.
  case system = "reference system"
  /// Whether there is no map.
  case masksOnly = "masks only"
  /// The file of further cameras.
  case catalog
  /// The table of poses.
  case poses
  /// The calibrated camera.
  case camera
  /// The elevation model.
  case terrain
  /// At what part of their size frames are decoded.
  case scale
  /// The height of the camera.
  case height
  /// Where the drone took off.
  case takeoff
  /// The layout of masks.
  case cog
  /// The area below which patches are left off.
  case minArea = "least area"
  /// How much outlines are simplified.
  case simplify
  /// What of the ground is mapped.
  case boundary
  /// What the survey is called.
  case survey
  /// When the pictures were taken.
  case taken
  /// Whether each input is segmented a second time.
  case qa
  /// Whether frames are laid into a mosaic.
  case mosaic
  /// Whether odd frames are mapped too.
  case useFlagged = "use flagged"
  /// How far apart frames are taken from videos.
  case every
  /// The track of a video.
  case track
  /// The track's time when the video begins.
  case timeOffset = "time offset"
}
