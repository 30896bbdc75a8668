import CGDAL
import Foundation

/// Reads files in a zip archive.
public struct ArchiveReader {
  /// The paths of the files in the archive, in its order.
  public let names: [String]

  private let path: String
  /// A mission or an outline is a few megabytes at most; a bigger file is a mistake or made to fill the memory.
  private static let mostBytes: UInt64 = 64 << 20

  /// Opens an archive.
  ///
  /// - Throws: `GeoRasterError.brokenArchive` where it is none.
  public init(path: String) throws {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    self.path = path
    let list = unsafe VSIReadDirRecursive(Self.inside(path))
    defer { unsafe CSLDestroy(list) }
    var names: [String] = []
    if let list = unsafe list {
      var index = 0
      while let entry = unsafe list[index] {
        names.append(unsafe String(cString: entry))
        index += 1
      }
    }
    self.names = names.filter { !$0.hasSuffix("/") }
    guard !self.names.isEmpty else {
      throw GeoRasterError.brokenArchive(path: path, reason: "it is no zip archive that is whole")
    }
  }

  /// The contents of a file in the archive.
  ///
  /// - Throws: `GeoRasterError.brokenArchive` where it is missing, damaged or larger than 64 MiB.
  public func bytes(of name: String) throws -> [UInt8] {
    guard let file = unsafe VSIFOpenL(Self.inside(path) + "/" + name, "rb") else {
      throw GeoRasterError.brokenArchive(path: path, reason: "'\(name)' is missing in it")
    }
    defer { _ = unsafe VSIFCloseL(file) }
    _ = unsafe VSIFSeekL(file, 0, SEEK_END)
    let size = unsafe VSIFTellL(file)
    _ = unsafe VSIFSeekL(file, 0, SEEK_SET)
    guard size <= Self.mostBytes else {
      throw GeoRasterError.brokenArchive(path: path, reason: "'\(name)' in it is larger than 64 MiB")
    }
    var bytes = [UInt8](repeating: 0, count: Int(size))
    let read = unsafe bytes.withUnsafeMutableBytes { unsafe VSIFReadL($0.baseAddress, 1, $0.count, file) }
    guard read == bytes.count else {
      throw GeoRasterError.brokenArchive(path: path, reason: "'\(name)' in it is damaged")
    }
    return bytes
  }

  /// GDAL's name for the inside of an archive; braces let it end with anything.
  static func inside(_ path: String) -> String {
    "/vsizip/{" + URL(fileURLWithPath: path).standardizedFileURL.path + "}"
  }
}
