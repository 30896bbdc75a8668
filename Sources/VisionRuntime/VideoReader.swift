import CVision
import Foundation
public import Imagery

/// A video, decoded as a stream: one picture is in memory, whatever its length.
@safe public final class VideoReader {
  /// When the picture that was decoded last is shown.
  public struct Moment: Sendable, Hashable {
    /// The number of the picture from 0.
    public let number: Int
    /// Its presentation time in seconds from the beginning of the video.
    public let seconds: Double
  }

  private let path: String
  private let handle: OpaquePointer
  private var nextNumber = 0
  private var message = [CChar](repeating: 0, count: 512)

  /// How long the file says that it is, in seconds; nil where it does not say.
  public let statedSeconds: Double?
  /// Where the first picture lies in the recording that the file was cut from, in seconds; 0 for a whole one.
  public let cutStartSeconds: Double
  /// How many pictures the file says that it has; nil where it does not say.
  public let statedCount: Int?

  /// Opens a video.
  ///
  /// - Parameter path: the file, in any container that FFmpeg reads.
  /// - Throws: `VisionRuntimeError` where the file is missing, empty or has no video, or no video can be read here.
  public init(path: String) throws {
    self.path = path
    guard let file = FileHandle(forReadingAtPath: path) else { throw VisionRuntimeError.missing(path: path) }
    guard let beginning = try? file.read(upToCount: 1), !beginning.isEmpty else {
      throw VisionRuntimeError.empty(path: path)
    }
    var handle: OpaquePointer?
    switch unsafe rw_video_open(path, &handle, &message, message.count) {
    case RW_OK: break
    case RW_MISSING: throw VisionRuntimeError.noVideoLibrary(path: path, reason: CMessage.text(message))
    default: throw VisionRuntimeError.notAVideo(path: path, reason: CMessage.text(message))
    }
    guard let handle = unsafe handle else {
      throw VisionRuntimeError.notAVideo(path: path, reason: "it cannot be opened")
    }
    unsafe self.handle = handle
    let (seconds, count) = unsafe (rw_video_stated_duration(handle), rw_video_stated_count(handle))
    // The order of coding may show the first picture some frames late.
    let start = unsafe rw_video_cut_start(handle)
    cutStartSeconds = start.isFinite && start > 0.5 && start < 1e6 ? start : 0
    statedSeconds = seconds > 0 ? seconds : nil
    statedCount = count > 0 ? Int(count) : nil
  }

  deinit { unsafe rw_video_free(handle) }

  /// The size of the picture that was decoded last.
  ///
  /// - Throws: `VisionRuntimeError.notAVideo` where it cannot be decoded.
  public func pictureSize() throws -> PixelSize {
    var (width, height): (Int32, Int32) = (0, 0)
    try check(unsafe rw_video_picture(handle, 1, &width, &height, nil, 0, &message, message.count))
    return try PixelSize(width: Int(width), height: Int(height))
  }

  /// Decodes the next picture.
  ///
  /// - Returns: nil behind the last one, and where the file breaks off.
  /// - Throws: `VisionRuntimeError.notAVideo` where it cannot be decoded.
  public func next() throws -> Moment? {
    var seconds = 0.0
    switch unsafe rw_video_next(handle, &seconds, &message, message.count) {
    case RW_OK: break
    case RW_END: return nil
    default: throw VisionRuntimeError.notAVideo(path: path, reason: CMessage.text(message))
    }
    defer { nextNumber += 1 }
    // A time of thirty years is none.
    if !seconds.isFinite || seconds.magnitude > 1e9 { seconds = 0 }
    return Moment(number: nextNumber, seconds: seconds)
  }

  /// The picture that was decoded last.
  ///
  /// - Parameter divisor: 1 for the whole size, 2 for half of it.
  /// - Returns: its pixels, upright.
  /// - Throws: `VisionRuntimeError.notAVideo` where it cannot be decoded.
  public func picture(divisor: Int32 = 1) throws -> ImageTile {
    var (width, height): (Int32, Int32) = (0, 0)
    try check(unsafe rw_video_picture(handle, divisor, &width, &height, nil, 0, &message, message.count))
    let size = try PixelSize(width: Int(width), height: Int(height))
    var rgb = [UInt8](repeating: 0, count: size.pixelCount * 3)
    try check(
      unsafe rw_video_picture(handle, divisor, &width, &height, &rgb, rgb.count, &message, message.count)
    )
    return try ImageTile(size: size, rgb: rgb, surveyed: nil)
  }

  private func check(_ status: rw_status) throws {
    guard status == RW_OK else { throw VisionRuntimeError.notAVideo(path: path, reason: CMessage.text(message)) }
  }
}
