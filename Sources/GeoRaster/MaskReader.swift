import CGDAL
public import Imagery

/// Reads class masks from any one-band 8-bit image.
public enum MaskReader {
  /// Reads a mask.
  ///
  /// - Throws: `GeoRasterError` where the file is missing, unreadable or no mask.
  public static func read(path: String) throws -> ClassMask {
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
    let classes = try unsafe BandReader.bytes(of: band, PixelRect(x: 0, y: 0, size: size), path: path)
    return try ClassMask(size: size, classes: classes)
  }
}
