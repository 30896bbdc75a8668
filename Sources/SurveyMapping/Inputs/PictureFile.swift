public import Foundation
import GeoRaster
public import Imagery
import InfestationMapping
import VisionRuntime

/// The pixels of a single picture, upright.
public enum PictureFile {
  /// Whether a file is a frame, which lies where its camera was, and not an orthophoto.
  public static func isFrame(_ file: URL) -> Bool { SurveyedImage.isFrame(file) }

  /// Opens a picture.
  ///
  /// - Parameter file: a JPEG, which stands as its EXIF orientation says, or a raster that GDAL reads.
  /// - Returns: its pixels.
  /// - Throws: the adapter's error where it cannot be read.
  public static func open(_ file: URL) throws -> any RasterSource {
    guard SurveyedImage.isFrame(file) else { return try RasterImage(path: file.path) }
    return try JPEGFrame(path: file.path, orientation: orientation(of: file))
  }

  /// The size of a picture, upright, without reading its pixels.
  ///
  /// - Throws: the adapter's error where it cannot be read.
  public static func size(of file: URL) throws -> PixelSize {
    guard SurveyedImage.isFrame(file) else { return try RasterImage(path: file.path).size }
    let stored = try JPEGFrame.size(path: file.path)
    let isTurned = try orientation(of: file).rawValue >= 5
    return isTurned ? try PixelSize(width: stored.height, height: stored.width) : stored
  }

  private static func orientation(of file: URL) throws -> ImageOrientation {
    let tags = try FrameTags(path: file.path)
    return ImageOrientation(rawValue: FrameMetadata(exif: tags.exif, xmp: tags.xmp).orientation) ?? .upright
  }
}
