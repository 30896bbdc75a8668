import CGDAL
import Foundation
public import Imagery

/// Writes pictures for people as JPEG; a file gets its name only when it is whole.
public enum PictureWriter {
  /// Writes a picture.
  ///
  /// - Parameters:
  ///   - rgb: its samples as `[row, column, channel]`, channels red, green, blue.
  ///   - size: its size, at most 65 500 px a side.
  ///   - path: the file.
  /// - Throws: `GeoRasterError.writeFailed`.
  public static func writeJPEG(_ rgb: [UInt8], size: PixelSize, to path: String) throws {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    let (width, height) = (Int32(size.width), Int32(size.height))
    guard let memory = unsafe GDALCreate(GDALGetDriverByName("MEM"), "", width, height, 3, GDT_Byte, nil) else {
      throw GeoRasterError.writeFailed(path: path, reason: GDALRuntime.writeReason(path))
    }
    let picture = unsafe DatasetHandle(owning: memory)
    let whole = PixelRect(x: 0, y: 0, size: size)
    for channel in 0..<3 {
      let samples = stride(from: channel, to: rgb.count, by: 3).map { rgb[$0] }
      try unsafe BandWriter.write(samples, to: GDALGetRasterBand(picture.raw, Int32(channel + 1)), whole, path: path)
    }
    let url = URL(fileURLWithPath: path)
    let staging = url.deletingLastPathComponent().appendingPathComponent(".\(url.lastPathComponent).tmp").path
    defer { try? FileManager.default.removeItem(atPath: staging) }
    var options: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    unsafe options = unsafe CSLSetNameValue(options, "QUALITY", "85")
    defer { unsafe CSLDestroy(options) }
    guard let raw = unsafe GDALCreateCopy(GDALGetDriverByName("JPEG"), staging, picture.raw, 0, options, nil, nil)
    else {
      throw GeoRasterError.writeFailed(path: path, reason: GDALRuntime.writeReason(path))
    }
    unsafe DatasetHandle(owning: raw).close()
    guard CPLGetLastErrorType().rawValue < CE_Failure.rawValue else {
      throw GeoRasterError.writeFailed(path: path, reason: GDALRuntime.writeReason(path))
    }
    guard unsafe rename(staging, path) == 0 else {
      throw GeoRasterError.writeFailed(path: path, reason: unsafe String(cString: strerror(errno)))
    }
  }
}
