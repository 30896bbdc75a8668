public import FieldGeometry
public import FlightPlanning
import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import ResultFiles
import VisionRuntime

/// The ground that the pictures of an earlier flight show, by what they say about themselves.
public struct FlownFrames: Sendable {
  /// The outline of each picture on level ground.
  public let outlines: [[GeoCoordinate]]
  /// The pictures that have no place, or do not look straight down.
  public let unplacedCount: Int
  /// Why the first of those has none; nil where all have one.
  public let firstReason: String?

  /// Looks at pictures, without decoding them.
  ///
  /// - Parameters:
  ///   - paths: pictures and folders of them; what is no single picture is passed over.
  ///   - catalog: the cameras that are known.
  /// - Throws: `FileError` where a path is missing or a folder holds no image, the adapter's error where a file is broken.
  public init(of paths: [String], catalog: Catalog) throws {
    let sensors = SensorTable(catalog: catalog)
    var outlines: [[GeoCoordinate]] = []
    var reasons: [String] = []
    for file in try InputFiles.collect(paths) where SurveyedImage.isFrame(file) {
      let tags = try FrameTags(path: file.path)
      do {
        let placement = try FramePlacement(
          FrameMetadata(exif: tags.exif, xmp: tags.xmp),
          imageSize: PictureFile.size(of: file),
          height: nil,
          sensor: sensors.sensor
        )
        outlines.append(try FrameFootprint(source: file.lastPathComponent, placement: placement).ring)
      } catch let error as InfestationMappingError {
        reasons.append("'\(file.lastPathComponent)': \(error)")
      }
    }
    self.outlines = outlines
    unplacedCount = reasons.count
    firstReason = reasons.first
  }
}
