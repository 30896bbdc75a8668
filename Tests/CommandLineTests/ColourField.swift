import Foundation
import TestSupport
import Testing

/// An orthophoto of squares of 64 x 64 px, each of one colour, 10 cm a pixel in UTM zone 33.
///
///     green  blue   red
///     black  green  black
enum ColourField {
  /// The south-west corner of the picture in metres.
  static let corner = (east: 500_000.0, north: 5_300_000.0)

  /// Writes the orthophoto.
  ///
  /// - Throws: where GDAL's program is missing.
  static func write(into folder: TemporaryFolder, as name: String = "field.tif", rows: [String] = ["gbr", "kgk"]) throws
    -> String
  {
    let colors: [Character: [UInt8]] = ["r": [255, 0, 0], "g": [0, 255, 0], "b": [0, 0, 255], "k": [0, 0, 0]]
    let (width, height) = (64 * (rows.first?.count ?? 0), 64 * rows.count)
    var picture = Data("P6\n\(width) \(height)\n255\n".utf8)
    for row in rows {
      let line = row.flatMap { color in (0..<64).flatMap { _ in colors[color] ?? [] } }
      for _ in 0..<64 { picture.append(contentsOf: line) }
    }
    let place = URL(fileURLWithPath: folder.path(name)).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let plain = try folder.write(picture, as: "plain.ppm")
    let (west, south) = corner
    let bounds = [west, south + Double(height) / 10, west + Double(width) / 10, south].map { "\($0)" }
    let outcome = try Program.installed(
      "gdal_translate",
      arguments: ["-q", "-a_srs", "EPSG:32633", "-a_ullr"] + bounds + [plain, folder.path(name)]
    )
    try #require(outcome.status == 0, "\(outcome.messages)")
    return folder.path(name)
  }
}
