import CGDAL
import Foundation

/// The metadata that a frame carries: EXIF tags as GDAL spells them, and the XMP packet.
public struct FrameTags: Sendable, Hashable {
  /// EXIF tags by name without prefix, such as `GPSLatitude`.
  public let exif: [String: String]

  /// The XMP packet; `nil` where there is none.
  public let xmp: String?

  /// Reads the metadata of a frame.
  ///
  /// - Throws: `GeoRasterError` where the file is missing, empty or no image.
  public init(path: String) throws {
    let dataset = try DatasetHandle(readingRaster: path)
    var exif: [String: String] = [:]
    for entry in unsafe Self.strings(GDALGetMetadata(dataset.raw, nil)) where entry.hasPrefix("EXIF_") {
      let parts = entry.dropFirst(5).split(separator: "=", maxSplits: 1)
      if parts.count == 2 { exif[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces) }
    }
    self.exif = exif
    let packet = unsafe Self.strings(GDALGetMetadata(dataset.raw, "xml:XMP")).joined()
    xmp = packet.isEmpty ? nil : packet
  }

  private static func strings(_ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
    var strings: [String] = []
    var index = 0
    while let list = unsafe list, let text = unsafe list[index] {
      unsafe strings.append(String(cString: text))
      index += 1
    }
    return strings
  }
}
