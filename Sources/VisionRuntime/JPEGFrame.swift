import CVision
import Foundation
public import Imagery

/// A JPEG frame, decoded whole and given out in windows.
public struct JPEGFrame: RasterSource, Sendable {
  /// The size of the frame as decoded.
  public let size: PixelSize

  private let rgb: [UInt8]

  /// Decodes a frame.
  ///
  /// - Parameter path: the JPEG file.
  /// - Throws: `VisionRuntimeError` where the file is missing, empty, no JPEG or cut off.
  public init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else { throw VisionRuntimeError.missing(path: path) }
    guard !data.isEmpty else { throw VisionRuntimeError.empty(path: path) }
    let bytes = [UInt8](data)
    var message = [CChar](repeating: 0, count: 512)
    var (width, height): (Int32, Int32) = (0, 0)
    guard unsafe rw_jpeg_size(bytes, bytes.count, 1, &width, &height, &message, message.count) == RW_OK else {
      throw VisionRuntimeError.notAJPEG(path: path, reason: Self.text(message))
    }
    let size = try PixelSize(width: Int(width), height: Int(height))
    var rgb = [UInt8](repeating: 0, count: size.pixelCount * 3)
    switch unsafe rw_jpeg_decode(bytes, bytes.count, 1, &rgb, rgb.count, &message, message.count) {
    case RW_OK: break
    case RW_TRUNCATED: throw VisionRuntimeError.truncated(path: path)
    default: throw VisionRuntimeError.notAJPEG(path: path, reason: Self.text(message))
    }
    self.size = size
    self.rgb = rgb
  }

  /// Copies a window out of the frame; every pixel of a frame is surveyed.
  ///
  /// - Throws: nothing for a window inside the frame.
  public func read(_ window: PixelRect) throws -> ImageTile {
    var part: [UInt8] = []
    part.reserveCapacity(window.size.pixelCount * 3)
    for row in window.rows {
      let start = (row * size.width + window.x) * 3
      part.append(contentsOf: rgb[start..<(start + window.size.width * 3)])
    }
    return try ImageTile(size: window.size, rgb: part, surveyed: nil)
  }

  private static func text(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
