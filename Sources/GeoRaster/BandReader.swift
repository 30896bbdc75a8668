import CGDAL
import Imagery

/// Reads windows of single bands of 8 bits.
enum BandReader {
  /// The samples of a window as `[row, column]`.
  ///
  /// - Throws: `GeoRasterError.readFailed` where the file is damaged.
  @unsafe
  static func bytes(of band: GDALRasterBandH?, _ window: PixelRect, path: String) throws -> [UInt8] {
    var samples = [UInt8](repeating: 0, count: window.size.pixelCount)
    let (width, height) = (Int32(window.size.width), Int32(window.size.height))
    GDALRuntime.forgetMessage()
    let status = unsafe samples.withUnsafeMutableBytes { buffer in
      unsafe GDALRasterIO(
        band,
        GF_Read,
        Int32(window.x),
        Int32(window.y),
        width,
        height,
        buffer.baseAddress,
        width,
        height,
        GDT_Byte,
        0,
        0
      )
    }
    guard status == CE_None else {
      throw GeoRasterError.readFailed(path: path, row: window.y, reason: GDALRuntime.lastMessage)
    }
    return samples
  }
}
