import CGDAL
public import Foundation

/// A raster of rates in WGS 84, as spraying drones take it: one band, 32-bit numbers, not compressed, north up.
public enum RateRaster {
  /// Writes a raster and its world file.
  ///
  /// - Parameters:
  ///   - name: the files' name without ending.
  ///   - rates: the rates, `[row from the south, column]`; 0 is off.
  ///   - columns: cells in a row.
  ///   - west: the west edge in degrees.
  ///   - south: the south edge in degrees.
  ///   - cellWidth: the width of a cell in degrees.
  ///   - cellHeight: its height in degrees.
  /// - Returns: the files by their names.
  /// - Throws: `GeoRasterError.writeFailed`.
  public static func files(
    named name: String,
    rates: [Float],
    columns: Int,
    west: Double,
    south: Double,
    cellWidth: Double,
    cellHeight: Double
  ) throws -> [(name: String, data: Data)] {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    let rows = rates.count / columns
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ragweed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("\(name).tif").path
    func failure() -> GeoRasterError { .writeFailed(path: path, reason: GDALRuntime.writeReason(path)) }
    let (width, height) = (Int32(clamping: columns), Int32(clamping: rows))
    guard let driver = unsafe GDALGetDriverByName("GTiff"),
      let raw = unsafe GDALCreate(driver, path, width, height, 1, GDT_Float32, nil)
    else { throw failure() }
    let dataset = unsafe DatasetHandle(owning: raw)
    let north = south + Double(rows) * cellHeight
    var transform = [west, cellWidth, 0, north, 0, -cellHeight]
    let wkt = try CoordinateTransformation.wkt(of: "EPSG:4326", path: path)
    var turned = (0..<rows).reversed().flatMap { Array(rates[($0 * columns)..<(($0 + 1) * columns)]) }
    let band = unsafe GDALGetRasterBand(dataset.raw, 1)
    guard unsafe GDALSetGeoTransform(dataset.raw, &transform) == CE_None,
      unsafe GDALSetProjection(dataset.raw, wkt) == CE_None,
      unsafe GDALRasterIO(band, GF_Write, 0, 0, width, height, &turned, width, height, GDT_Float32, 0, 0) == CE_None
    else { throw failure() }
    dataset.close()
    // A world file holds the middle of the first pixel.
    let world = [cellWidth, 0, 0, -cellHeight, west + cellWidth / 2, north - cellHeight / 2]
    let text = world.map { String(format: "%.12f", $0) }.joined(separator: "\n") + "\n"
    return [("\(name).tif", try Data(contentsOf: URL(fileURLWithPath: path))), ("\(name).tfw", Data(text.utf8))]
  }
}
