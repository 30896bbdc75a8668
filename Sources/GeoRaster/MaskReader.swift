import CGDAL
public import Imagery

/// Reads class masks from 8-bit images of one band, or of three equal ones, as painting programs write them.
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
    let count = unsafe GDALGetRasterCount(raw)
    // A second or fourth band is opacity.
    guard (1...4).contains(count) else {
      throw GeoRasterError.notAMask(path: path, reason: "it has \(count) bands, not one")
    }
    let numbers = Array(1...(count < 3 ? 1 : Int32(3)))
    if count == 2, unsafe GDALGetRasterColorInterpretation(GDALGetRasterBand(raw, 2)) != GCI_AlphaBand {
      throw GeoRasterError.notAMask(path: path, reason: "it has 2 bands, not one")
    }
    guard numbers.allSatisfy({ unsafe GDALGetRasterDataType(GDALGetRasterBand(raw, $0)) == GDT_Byte }) else {
      throw GeoRasterError.notAMask(path: path, reason: "its samples are not 8 bits wide")
    }
    let size = try unsafe PixelSize(width: Int(GDALGetRasterXSize(raw)), height: Int(GDALGetRasterYSize(raw)))
    let part = window ?? PixelRect(x: 0, y: 0, size: size)
    let classes = unsafe try BandReader.bytes(of: GDALGetRasterBand(raw, 1), part, path: path)
    for number in numbers.dropFirst() {
      guard unsafe try BandReader.bytes(of: GDALGetRasterBand(raw, number), part, path: path) == classes else {
        throw GeoRasterError.notAMask(path: path, reason: "its channels differ, they are colours and no numbers")
      }
    }
    return try ClassMask(size: part.size, classes: classes)
  }
}
