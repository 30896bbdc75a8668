public import Foundation
public import Imagery

/// Pixels of images that lie nowhere on the ground.
public enum ImageFile {
  /// Opens an image: a JPEG, or a raster of any format that orthophotos have.
  ///
  /// - Parameter file: the image.
  /// - Returns: its pixels.
  /// - Throws: the adapter's error where it cannot be read.
  public static func pixels(of file: URL) throws -> any RasterSource {
    try SurveyedImage(file, isPlaced: false).source
  }
}
