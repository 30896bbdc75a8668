import CGDAL
public import Imagery

/// Reads class masks from any one-band 8-bit image.
public enum MaskReader {
  /// Reads a mask, or a part of it.
  ///
  /// - Parameters:
  ///   - path: the mask.
  ///   - window: the part, which must lie in it; nil for the whole.
  /// - Returns: the classes.
  /// - Throws: `GeoRasterError` where the file is missing, unreadable or no mask.
  public static func read(path: String, window: PixelRect? = nil) throws -> ClassMask {
    let dataset = try DatasetHandle(readingRaster: path)
    let raw = unsafe dataset.raw
    guard unsafe GDALGetRasterCount(raw) == 1 else {
      let count = unsafe GDALGetRasterCount(raw)
      throw GeoRasterError.notAMask(path: path, reason: "it has \(count) bands, not one")
    }
    let band = unsafe GDALGetRasterBand(raw, 1)
    guard unsafe GDALGetRasterDataType(band) == GDT_Byte else {
      throw GeoRasterError.notAMask(path: path, reason: "its samples are not 8 bits wide")
    }
    let size = try unsafe PixelSize(width: Int(GDALGetRasterXSize(raw)), height: Int(GDALGetRasterYSize(raw)))
    let part = window ?? PixelRect(x: 0, y: 0, size: size)
    return try ClassMask(size: part.size, classes: unsafe BandReader.bytes(of: band, part, path: path))
  }
}
