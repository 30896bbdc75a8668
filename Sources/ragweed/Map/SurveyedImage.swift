import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import VisionRuntime

/// An input that is open: its pixels, where they lie, and what is known about how well.
struct SurveyedImage {
  /// The file.
  let file: URL
  /// Its pixels.
  let source: any RasterSource
  /// Where they lie; `nil` where the file does not say, or not well enough.
  let georeference: Georeference?
  /// Why there is no georeference.
  let refusal: (any Error)?
  /// Where a frame was placed; `nil` for orthophotos.
  let placement: FramePlacement?
  /// What the user should know.
  private(set) var warnings: [String] = []

  /// The name of the file without its extension.
  var stem: String { file.deletingPathExtension().lastPathComponent }

  /// The ground sampling distance at the centre; `nil` where the file does not say where it lies.
  var groundSamplingDistance: GroundSamplingDistance? {
    get throws {
      if let placement { return placement.groundSamplingDistance }
      return try georeference?.groundSamplingDistance(column: source.size.width / 2, row: source.size.height / 2)
    }
  }

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - height: the height of the camera above the ground, where the user knows better than the frame.
  ///   - sensors: the sensors of known cameras; nil leaves the image without a place, and without a refusal.
  /// - Throws: the adapter's error where it cannot be read; where only the place is unknown, `refusal` says so.
  init(_ file: URL, height: Length?, sensors: SensorTable?) throws {
    self.file = file
    let path = file.path
    var placement: FramePlacement?
    var georeference: Georeference?
    var refusal: (any Error)?
    if ["jpg", "jpeg"].contains(file.pathExtension.lowercased()) {
      let frame = try JPEGFrame(path: path)
      source = frame
      if let sensors {
        let tags = try FrameTags(path: path)
        let metadata = FrameMetadata(exif: tags.exif, xmp: tags.xmp)
        warnings = Self.warnings(metadata, name: file.lastPathComponent)
        do {
          let place = try FramePlacement(metadata, imageSize: frame.size, height: height, sensor: sensors.sensor)
          georeference = try Georeference(of: place, path: path)
          placement = place
        } catch {
          refusal = CommandError.cannotPlace(path: path, reason: "\(error)")
        }
      }
    } else {
      let image = try RasterImage(path: path)
      source = image
      do {
        georeference = sensors == nil ? nil : try Georeference(of: image)
      } catch {
        refusal = error
      }
    }
    self.placement = placement
    self.georeference = georeference
    self.refusal = refusal
  }

  private static func warnings(_ metadata: FrameMetadata, name: String) -> [String] {
    var warnings: [String] = []
    if metadata.wasRewritten, let software = metadata.software {
      warnings.append(
        """
        '\(name)' was last written by '\(software)', not by the camera: if it was turned, its place on the map is wrong. \
        Take the original file.
        """
      )
    }
    if metadata.orientation != 1 {
      warnings.append("'\(name)' has EXIF orientation \(metadata.orientation); it is mapped as stored, not as shown.")
    }
    return warnings
  }
}
