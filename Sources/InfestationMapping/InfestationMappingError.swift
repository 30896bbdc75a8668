public import Imagery
public import Quantities

/// Why an image cannot be placed on the ground.
public enum InfestationMappingError: Error, Hashable, CustomStringConvertible {
  /// The camera saw no ground that can be mapped.
  case noGround(tilt: Angle)
  /// The elevation model has no height under the camera.
  case noTerrain(name: String)
  /// The height above the ground is not positive, or that of no drone.
  case heightOutOfRange(height: Length)
  /// A calibration is of a picture with other proportions.
  case otherCamera(calibrated: PixelSize, frame: PixelSize)
  /// A frame does not say what its place depends on.
  case missingFrameMetadata(what: String, remedy: String)

  /// One sentence: what failed, why, what to do.
  public var description: String {
    switch self {
    case .noGround(let tilt):
      """
      the camera looked \(Self.rounded(tilt.degrees)) degrees off the vertical, and shows no ground within \
      \(Self.rounded(FramePlacement.largestViewAngle.degrees)) degrees of it. Leave the frame out
      """
    case .noTerrain(let name):
      "the elevation model '\(name)' has no height under its camera. Give one that covers the survey with --terrain"
    case .heightOutOfRange(let height):
      """
      its height above the ground is \(Self.rounded(height.meters)) m, so its scale is not known. \
      Give the height with --height
      """
    case .otherCamera(let calibrated, let frame):
      """
      the camera file is for \(calibrated), and the frame has \(frame), which is no copy of it at another size. \
      Give the calibration of this camera mode with --camera
      """
    case .missingFrameMetadata(let what, let remedy):
      "its metadata lack \(what). \(remedy)"
    }
  }

  private static func rounded(_ value: Double) -> String {
    let tenths = (value * 10).rounded() / 10
    return tenths == tenths.rounded() && tenths.magnitude < 1e15 ? "\(Int(bounded: tenths))" : "\(tenths)"
  }
}
