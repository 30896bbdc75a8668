/// A zip archive whose files are stored as they are.
///
/// Mission files are small, and without compression the archive is the same on every machine. The layout is that of PKWARE's
/// APPNOTE 6.3.3, sections 4.3.7, 4.3.12 and 4.3.16.
public struct StoredArchive: Sendable {
  private var files: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// An empty archive.
  public init() {}

  /// Adds a file.
  public mutating func add(_ name: String, _ contents: [UInt8]) {
    let name = Array(name.utf8)
    let sum = CyclicRedundancyCheck.sum(of: contents)
    // Version 2.0, names in UTF-8, stored, and the first day that the format can name: no clock makes files differ.
    let common =
      Self.two(20) + Self.two(1 << 11) + Self.two(0) + Self.two(0) + Self.two(0x21) + Self.four(sum)
      + Self.four(UInt32(truncatingIfNeeded: contents.count)) + Self.four(UInt32(truncatingIfNeeded: contents.count))
      + Self.two(UInt16(truncatingIfNeeded: name.count)) + Self.two(0)
    let offset = UInt32(truncatingIfNeeded: files.count)
    files += Self.four(0x0403_4B50) + common + name + contents
    directory += Self.four(0x0201_4B50) + Self.two(20) + common
    // No comment, disk 0, no attributes.
    directory += Self.two(0) + Self.two(0) + Self.two(0) + Self.four(0) + Self.four(offset) + name
    count += 1
  }

  /// The archive.
  public var bytes: [UInt8] {
    let entries = Self.two(UInt16(truncatingIfNeeded: count))
    return files + directory + Self.four(0x0605_4B50) + Self.two(0) + Self.two(0) + entries + entries
      + Self.four(UInt32(truncatingIfNeeded: directory.count)) + Self.four(UInt32(truncatingIfNeeded: files.count))
      + Self.two(0)
  }

  private static func two(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }

  private static func four(_ value: UInt32) -> [UInt8] {
    two(UInt16(value & 0xFFFF)) + two(UInt16(value >> 16))
  }
}
