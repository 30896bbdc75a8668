import ArgumentParser
import FieldGeometry
import Foundation
import Quantities
import SurveyMapping

/// What is known of single frames beside their own metadata.
struct FrameOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Height of the camera above the ground, for frames that do not know it: 40m.",
      valueName: "length"
    ),
    transform: { try Length(parsing: $0) }
  )
  var height: Length?

  @Option(
    help: ArgumentHelp("Table (CSV) with a pose per frame: id, lat, lon, alt, yaw, pitch, roll.", valueName: "file")
  )
  var poses: String?

  @Option(
    help: ArgumentHelp(
      "Calibration (JSON: width_px, height_px, fx_px, ... k1, k2, p1, p2, k3) of the camera that took all frames.",
      valueName: "file",
      visibility: .hidden
    )
  )
  var camera: String?

  @Option(help: ArgumentHelp("Elevation model (default: level ground).", valueName: "file"))
  var terrain: String?

  @Option(
    help: ArgumentHelp(
      "Take-off point, for heights over terrain: 48.2083,16.3731 (default: under the first frame).",
      valueName: "lat,lon",
      visibility: .hidden
    ),
    transform: Place.parse
  )
  var takeoff: GeoCoordinate?

  @Option(
    help: ArgumentHelp(
      "Part of their size at which frames are decoded (default: 1, unless pixels are finer than the model knows).",
      valueName: "auto|1|1/2|1/4|1/8",
      visibility: .hidden
    )
  )
  var scale = FrameScale.auto

  @Flag(
    inversion: .prefixedNo,
    exclusivity: .chooseLast,
    help: ArgumentHelp("Also map frames that are blurred, black, repeated or edited.", visibility: .hidden)
  )
  var useFlagged = false

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Also write mosaic.tif and mosaic.mask.tif.")
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
