public import Quantities

/// Why an image cannot be placed on the ground.
public enum InfestationMappingError: Error, Hashable, CustomStringConvertible {
  /// The camera did not look straight down.
  case notNadir(tilt: Angle)
  /// The height above the ground is not positive.
  case heightNotPositive(height: Length)
  /// A frame does not say what its place depends on.
  case missingFrameMetadata(what: String, remedy: String)

  /// One sentence: what failed, why, what to do.
  public var description: String {
    switch self {
    case .notNadir(let tilt):
      """
      the camera looked \(Self.rounded(tilt.degrees)) degrees off the vertical, and only nadir frames (within \
      \(Self.rounded(FramePlacement.largestTilt.degrees)) degrees) can be placed. Map an orthophoto made from such frames instead
      """
    case .heightNotPositive(let height):
      """
      its height above the take-off is \(Self.rounded(height.meters)) m, so its scale is not known. \
      Give the height with --height
      """
    case .missingFrameMetadata(let what, let remedy):
      "its metadata lack \(what). \(remedy)"
    }
  }

  private static func rounded(_ value: Double) -> String {
    let tenths = (value * 10).rounded() / 10
    return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
  }
}
