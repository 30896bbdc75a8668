import CGDAL

/// Compression as zip archives have it, by the zlib within GDAL.
public enum Deflate {
  /// Compresses bytes.
  ///
  /// - Parameters:
  ///   - bytes: what to compress.
  ///   - level: 1 (quick) to 9 (small).
  /// - Returns: a zlib stream.
  /// - Throws: `GeoRasterError.compressionFailed` where there is no memory for it.
  public static func compressed(_ bytes: [UInt8], level: Int32 = 6) throws -> [UInt8] {
    // zlib's own bound for what cannot be compressed.
    var result = [UInt8](repeating: 0, count: bytes.count + bytes.count / 1000 + 64)
    var count = 0
    let capacity = result.count
    guard unsafe CPLZLibDeflate(bytes, bytes.count, level, &result, capacity, &count) != nil else {
      throw GeoRasterError.compressionFailed(bytes: bytes.count)
    }
    return Array(result.prefix(count))
  }

  /// Restores what `compressed` made.
  ///
  /// - Parameters:
  ///   - bytes: a zlib stream.
  ///   - count: how many bytes it restores to.
  /// - Returns: the bytes.
  /// - Throws: `GeoRasterError.compressionFailed` where it is none or restores to more.
  public static func restored(_ bytes: [UInt8], count: Int) throws -> [UInt8] {
    var result = [UInt8](repeating: 0, count: max(1, count))
    var found = 0
    let capacity = result.count
    guard unsafe CPLZLibInflate(bytes, bytes.count, &result, capacity, &found) != nil else {
      throw GeoRasterError.compressionFailed(bytes: bytes.count)
    }
    return Array(result.prefix(found))
  }
}
