import ArgumentParser
import FieldGeometry
import Foundation
import Quantities
import SurveyMapping

/// What is known of single frames beside their own metadata.
struct FrameOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The height of the camera above the ground, for frames that do not know it, such as 40m.",
      valueName: "length"
    ),
    transform: { try Length(parsing: $0) }
  )
  var height: Length?

  @Option(help: "A table (CSV) with a pose for each frame: id, lat, lon, alt, yaw, pitch, roll.")
  var poses: String?

  @Option(help: "A calibrated camera (JSON: width_px, height_px, fx_px, ... k1, k2, p1, p2, k3) that took all frames.")
  var camera: String?

  @Option(help: "An elevation model; the ground under frames is level otherwise.")
  var terrain: String?

  @Option(
    help: ArgumentHelp(
      "Where the drone took off, such as 48.2083,16.3731, for heights over terrain. Under the first frame otherwise.",
      valueName: "place"
    ),
    transform: Place.parse
  )
  var takeoff: GeoCoordinate?

  @Option(
    help: ArgumentHelp(
      "At what part of their size frames are decoded; auto is 1 unless pixels are finer than the model knows.",
      valueName: "scale"
    )
  )
  var scale = FrameScale.auto

  @Flag(help: "Map frames too that are blurred, black, repeated or written by another program.")
  var useFlagged = false

  @Flag(help: "Write mosaic.tif, the frames as they lie on the ground, and mosaic.mask.tif.")
  var mosaic = false

  func validate() throws {
    if let height, height <= .zero { throw ValidationError("--height must be above the ground. Give for example 40m.") }
    if takeoff != nil, terrain == nil {
      throw ValidationError("--takeoff is of use over terrain only. Add --terrain, or leave it out.")
    }
  }

  /// What the options say of frames.
  var request: FrameRequest {
    var request = FrameRequest()
    (request.height, request.poses, request.camera) = (height, poses, camera)
    (request.terrain, request.takeoff, request.scale) = (terrain, takeoff, scale)
    (request.useFlagged, request.mosaic) = (useFlagged, mosaic)
    return request
  }
}
