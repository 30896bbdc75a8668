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
    var classes = [UInt8](repeating: 0, count: size.pixelCount)
    GDALRuntime.forgetMessage()
    let status = unsafe classes.withUnsafeMutableBytes { buffer in
      unsafe GDALRasterIO(
        band,
        GF_Read,
        0,
        0,
        Int32(size.width),
        Int32(size.height),
        buffer.baseAddress,
        Int32(size.width),
        Int32(size.height),
        GDT_Byte,
        0,
        0
      )
    }
    guard status == CE_None else {
      throw GeoRasterError.readFailed(path: path, row: 0, reason: GDALRuntime.lastMessage)
    }
    return try ClassMask(size: size, classes: classes)
  }
}
