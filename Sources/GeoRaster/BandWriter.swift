import CGDAL
import Imagery

/// Writes windows of single bands of 8 bits.
enum BandWriter {
  /// Writes the samples of a window, `[row, column]`.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  @unsafe
  static func write(_ samples: [UInt8], to band: GDALRasterBandH?, _ window: PixelRect, path: String) throws {
    GDALRuntime.forgetMessage()
    let (width, height) = (Int32(window.size.width), Int32(window.size.height))
    let status = unsafe samples.withUnsafeBytes { buffer in
      unsafe GDALRasterIO(
        band,
        GF_Write,
        Int32(window.x),
        Int32(window.y),
        width,
        height,
        // Only read from, which GDAL's interface cannot say: one call is for both ways.
        UnsafeMutableRawPointer(mutating: buffer.baseAddress),
        width,
        height,
        GDT_Byte,
        0,
        0
      )
    }
    guard status == CE_None else {
      throw GeoRasterError.writeFailed(path: path, reason: GDALRuntime.writeReason(path))
    }
  }
}
