public import GeoRaster
import InfestationMapping
public import Quantities

/// What the files of a map hold, and how they are laid out.
public struct ResultRequest: Sendable {
  /// Whether masks are cloud-optimised GeoTIFF, of which parts can be read over a network.
  public var cog = false
  /// The area below which patches are left off the map; nil for none.
  public var minArea: Area?
  /// The pixels below which patches are left off the map.
  public var leastPixels = 0
  /// How far outlines may leave the pixels' to have fewer corners.
  public var simplify = OutlineSlack.none
  /// What the survey is called; nil for the name of the folder.
  public var survey: String?
  /// The day on which the pictures were taken, such as `2026-07-01`; nil for what they say themselves.
  public var taken: String?
  /// Whether a small picture of each input is drawn with the outlines of what was found.
  public var overlay = false
  /// Whether each input is segmented a second time with its tiles elsewhere.
  public var qa = false

  /// Masks as plain GeoTIFF, every patch with every corner.
  public init() {}

  /// Whether a patch is left off the map.
  func isTooSmall(_ patch: Patch) -> Bool {
    patch.pixelCount < leastPixels || minArea.map { patch.area < $0 } ?? false
  }

  /// How outlines are simplified, for files.
  var slackText: String {
    switch simplify {
    case .none: "none"
    case .pixels(let count): "\(Rounded.text(count)) px"
    case .distance(let length): "\(length.meters) m"
    }
  }
}
