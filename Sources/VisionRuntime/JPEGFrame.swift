import CVision
import Foundation
public import Imagery

/// A JPEG frame, decoded whole and given out in windows.
public struct JPEGFrame: RasterSource, Sendable {
  /// The frame as decoded, upright; every pixel of a frame is surveyed.
  public let picture: ImageTile

  /// The size of the frame as decoded, upright.
  public var size: PixelSize { picture.size }

  /// More than the largest sensor has, at 3 bytes each.
  private static let mostPixels = 500_000_000

  /// Decodes a frame.
  ///
  /// - Parameters:
  ///   - path: the JPEG file.
  ///   - divisor: 1 for the whole size, 2, 4 or 8 for a part of it.
  ///   - orientation: how the stored rows are turned to stand upright.
  /// - Throws: `VisionRuntimeError` where the file is missing, empty, no JPEG or cut off.
  public init(path: String, divisor: Int32 = 1, orientation: ImageOrientation = .upright) throws {
    let bytes = try Self.bytes(path: path)
    let size = try Self.size(bytes, path: path, divisor: divisor)
    try Self.check(size, path: path)
    var message = [CChar](repeating: 0, count: 512)
    var rgb = [UInt8](repeating: 0, count: size.pixelCount * 3)
    switch unsafe rw_jpeg_decode(bytes, bytes.count, divisor, &rgb, rgb.count, &message, message.count) {
    case RW_OK: break
    case RW_TRUNCATED: throw VisionRuntimeError.truncated(path: path)
    default: throw VisionRuntimeError.notAJPEG(path: path, reason: Self.text(message))
    }
    let upright = try orientation.upright(rgb, size: size)
    picture = try ImageTile(size: upright.size, rgb: upright.samples, surveyed: nil)
  }

  /// Refuses a size that no camera gives: the header of a few bytes may claim 65500 x 65500 px.
  static func check(_ size: PixelSize, path: String) throws {
    guard size.pixelCount <= mostPixels else {
      throw VisionRuntimeError.notAJPEG(path: path, reason: "it claims to have \(size), more than any camera gives")
    }
  }

  /// The size of a frame as stored.
  ///
  /// - Throws: `VisionRuntimeError` where the file is missing, empty or no JPEG.
  public static func size(path: String) throws -> PixelSize { try size(bytes(path: path), path: path, divisor: 1) }

  private static func bytes(path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else { throw VisionRuntimeError.missing(path: path) }
    guard !data.isEmpty else { throw VisionRuntimeError.empty(path: path) }
    return [UInt8](data)
  }

  private static func size(_ bytes: [UInt8], path: String, divisor: Int32) throws -> PixelSize {
    var message = [CChar](repeating: 0, count: 512)
    var (width, height): (Int32, Int32) = (0, 0)
    guard unsafe rw_jpeg_size(bytes, bytes.count, divisor, &width, &height, &message, message.count) == RW_OK else {
      throw VisionRuntimeError.notAJPEG(path: path, reason: text(message))
    }
    return try PixelSize(width: Int(width), height: Int(height))
  }

  /// Copies a window out of the frame.
  ///
  /// - Throws: nothing for a window inside the frame.
  public func read(_ window: PixelRect) throws -> ImageTile { try picture.read(window) }

  private static func text(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
