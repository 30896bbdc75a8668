import CVision
import Foundation
public import Imagery
import Synchronization

/// A JPEG frame that is decoded as its rows are asked for, so that not all of it is in memory.
///
/// For windows that come from top to bottom, as tiles do. One further up than the window before makes it begin again.
///
/// Any thread may read (unchecked): all that changes is used under the lock, and libjpeg has no other state.
@safe public final class JPEGRows: RasterSource, @unchecked Sendable {
  /// The size of the frame as decoded; every pixel of a frame is surveyed.
  public let size: PixelSize

  private let path: String
  private let divisor: Int32
  private let lock = Mutex(())
  private var handle: OpaquePointer
  /// The rows from `firstRow` on that were decoded and may be asked for again.
  private var held: [UInt8] = []
  private var firstRow = 0
  private var message = [CChar](repeating: 0, count: 512)

  /// Opens a frame.
  ///
  /// - Parameters:
  ///   - path: the JPEG file, its rows stored as they stand upright.
  ///   - divisor: 1 for the whole size, 2, 4 or 8 for a part of it.
  /// - Throws: `VisionRuntimeError` where the file is missing, empty or no JPEG.
  public init(path: String, divisor: Int32 = 1) throws {
    let (handle, size) = try unsafe Self.open(path, divisor: divisor)
    self.path = path
    self.divisor = divisor
    self.size = size
    unsafe self.handle = handle
  }

  deinit { unsafe rw_jpeg_close(handle) }

  /// Decodes as far as a window reaches, and copies it.
  ///
  /// - Throws: `VisionRuntimeError` where the file is cut off or damaged.
  public func read(_ window: PixelRect) throws -> ImageTile { try lock.withLock { _ in try decoded(window) } }

  private func decoded(_ window: PixelRect) throws -> ImageTile {
    let stride = size.width * 3
    if window.y < firstRow { try beginAgain() }
    let decoded = firstRow + held.count / stride
    let skipped = min(window.y, decoded) - firstRow
    held.removeFirst(skipped * stride)
    firstRow += skipped
    while firstRow + held.count / stride < window.rows.upperBound {
      try decode(rows: min(Self.rowsAtOnce, window.rows.upperBound - firstRow - held.count / stride))
    }
    let rows = try PixelSize(width: size.width, height: held.count / stride)
    let part = try ImageTile(size: rows, rgb: held, surveyed: nil)
    return try part.read(PixelRect(x: window.x, y: window.y - firstRow, size: window.size))
  }

  private static let rowsAtOnce = 64

  private func decode(rows: Int) throws {
    let stride = size.width * 3
    var next = [UInt8](repeating: 0, count: rows * stride)
    switch unsafe rw_jpeg_rows(handle, &next, next.count, &message, message.count) {
    case RW_OK: held.append(contentsOf: next)
    case RW_TRUNCATED: throw VisionRuntimeError.truncated(path: path)
    default: throw VisionRuntimeError.notAJPEG(path: path, reason: CMessage.text(message))
    }
  }

  private func beginAgain() throws {
    let (again, sameSize) = try unsafe Self.open(path, divisor: divisor)
    unsafe rw_jpeg_close(handle)
    unsafe handle = again
    held = []
    firstRow = 0
    guard sameSize == size else {
      throw VisionRuntimeError.notAJPEG(path: path, reason: "it changed while it was read")
    }
  }

  private static func open(_ path: String, divisor: Int32) throws -> (OpaquePointer, PixelSize) {
    if let file = FileHandle(forReadingAtPath: path), (try? file.read(upToCount: 1))?.isEmpty ?? true {
      throw VisionRuntimeError.empty(path: path)
    }
    var message = [CChar](repeating: 0, count: 512)
    var (width, height): (Int32, Int32) = (0, 0)
    var handle: OpaquePointer?
    let status = unsafe rw_jpeg_open(path, divisor, &handle, &width, &height, &message, message.count)
    guard status != RW_MISSING else { throw VisionRuntimeError.missing(path: path) }
    guard status == RW_OK, let handle = unsafe handle else {
      throw VisionRuntimeError.notAJPEG(path: path, reason: CMessage.text(message))
    }
    do {
      let size = try PixelSize(width: Int(width), height: Int(height))
      try JPEGFrame.check(size, path: path)
      return unsafe (handle, size)
    } catch {
      unsafe rw_jpeg_close(handle)
      throw error
    }
  }
}
