import CGDAL
public import Documents
import Foundation
public import Imagery

/// Writes a class mask as a tiled GeoTIFF with overviews and the classes' colours, row by row; the file gets its name only
/// when it is whole.
public final class MaskWriter: MaskSink {
  /// What a mask is for.
  public enum Kind: Sendable {
    /// To be looked at: with overviews.
    case picture
    /// To be read over a network in parts (COG).
    case cloudOptimized
    /// To be read by this program again: quickly written, without overviews.
    case scratch
  }

  private let dataset: DatasetHandle
  private let stagingPath: String
  private let finalPath: String
  private let size: PixelSize
  private let kind: Kind
  private var halvers: [HalvedMask] = []
  private var halvedRows: [Int] = []

  /// Begins a mask.
  ///
  /// - Parameters:
  ///   - path: the file to write.
  ///   - size: the size of the mask.
  ///   - reference: where the mask lies; `nil` leaves it without.
  ///   - description: what the file says about itself.
  ///   - facts: what it says of where it comes from, as tags of GDAL.
  ///   - kind: what it is for.
  /// - Throws: `GeoRasterError.writeFailed`.
  public init(
    path: String,
    size: PixelSize,
    reference: StoredReference?,
    description: String,
    facts: [JSONMember] = [],
    kind: Kind = .picture
  ) throws {
    self.kind = kind
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    finalPath = path
    stagingPath = folder.appendingPathComponent(".\(URL(fileURLWithPath: path).lastPathComponent).tmp").path
    self.size = size
    var options: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for (key, value) in [
      ("TILED", "YES"), ("BLOCKXSIZE", "256"), ("BLOCKYSIZE", "256"), ("BIGTIFF", "IF_SAFER"),
      // Of a scratch file only the long rows of zeros must not take space.
      ("COMPRESS", kind == .scratch ? "PACKBITS" : "DEFLATE"),
    ] {
      unsafe options = unsafe CSLSetNameValue(options, key, value)
    }
    defer { unsafe CSLDestroy(options) }
    guard let driver = unsafe GDALGetDriverByName("GTiff"),
      let raw = unsafe GDALCreate(
        driver,
        stagingPath,
        Int32(size.width),
        Int32(size.height),
        1,
        GDT_Byte,
        options
      )
    else {
      throw GeoRasterError.writeFailed(path: path, reason: GDALRuntime.writeReason(path))
    }
    dataset = unsafe DatasetHandle(owning: raw)
    if var transform = reference?.transform { _ = unsafe GDALSetGeoTransform(raw, &transform) }
    if let wkt = reference?.wkt { _ = unsafe GDALSetProjection(raw, wkt) }
    let band = unsafe GDALGetRasterBand(raw, 1)
    let colors = unsafe GDALCreateColorTable(GPI_RGB)
    defer { unsafe GDALDestroyColorTable(colors) }
    for value in UInt8.min...UInt8.max {
      let color = ClassPalette.color(of: value)
      var entry = GDALColorEntry(c1: Int16(color.red), c2: Int16(color.green), c3: Int16(color.blue), c4: 255)
      unsafe GDALSetColorEntry(colors, Int32(value), &entry)
    }
    _ = unsafe GDALSetRasterColorTable(band, colors)
    _ = unsafe GDALSetRasterNoDataValue(band, Double(ClassMask.notSurveyed))
    unsafe GDALSetMetadataItem(raw, "TIFFTAG_IMAGEDESCRIPTION", description, nil)
    for fact in facts where fact.value != .null {
      unsafe GDALSetMetadataItem(raw, fact.key, MapWriter.text(fact.value), nil)
    }
    if kind == .picture { try addOverviews() }
  }

  deinit {
    dataset.close()
    for path in [stagingPath, copyPath] where FileManager.default.fileExists(atPath: path) {
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  private var copyPath: String { stagingPath + ".cog" }

  /// Writes the next rows.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func append(_ rows: MaskRows) throws { try append(rows.classes, firstRow: rows.firstRow) }

  /// Writes the next rows.
  ///
  /// - Parameters:
  ///   - values: whole rows, `[row, column]`.
  ///   - firstRow: the first of them.
  /// - Throws: `GeoRasterError.writeFailed`.
  public func append(_ values: [UInt8], firstRow: Int) throws {
    try unsafe write(values, firstRow: firstRow, width: size.width, to: GDALGetRasterBand(dataset.raw, 1))
    try halve(values, level: 0)
  }

  /// Ends the mask and gives the file its name.
  ///
  /// - Throws: `GeoRasterError.writeFailed` where something could not be written.
  public func finish() throws {
    for level in halvers.indices {
      let last = halvers[level].finish()
      if !last.isEmpty { try put(last, level: level) }
    }
    GDALRuntime.forgetMessage()
    dataset.close()
    try checkLastMessage()
    if kind == .cloudOptimized { try copyCloudOptimized() }
    guard unsafe rename(kind == .cloudOptimized ? copyPath : stagingPath, finalPath) == 0 else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: unsafe String(cString: strerror(errno)))
    }
  }

  /// Makes room for the mask at a half, a quarter and so on, until it fits a block.
  ///
  /// They are filled as rows come: made in the end, all of the mask would be decoded again.
  private func addOverviews() throws {
    var levels: [Int32] = []
    while max(size.width, size.height) >> levels.count > 512 { levels.append(2 << Int32(levels.count)) }
    guard !levels.isEmpty else { return }
    let status = unsafe GDALBuildOverviews(dataset.raw, "NONE", Int32(levels.count), &levels, 0, nil, nil, nil)
    guard status == CE_None else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: GDALRuntime.writeReason(finalPath))
    }
    for level in levels.indices { halvers.append(HalvedMask(width: halvedWidth(level - 1))) }
    halvedRows = [Int](repeating: 0, count: levels.count)
  }

  /// The width of an overview; of the mask itself for -1.
  private func halvedWidth(_ level: Int) -> Int { (0..<(level + 1)).reduce(size.width) { width, _ in (width + 1) / 2 } }

  private func halve(_ values: [UInt8], level: Int) throws {
    guard level < halvers.count else { return }
    let halved = halvers[level].append(values)
    if !halved.isEmpty { try put(halved, level: level) }
  }

  private func put(_ halved: [UInt8], level: Int) throws {
    let width = halvedWidth(level)
    let band = unsafe GDALGetOverview(GDALGetRasterBand(dataset.raw, 1), Int32(level))
    try unsafe write(halved, firstRow: halvedRows[level], width: width, to: band)
    halvedRows[level] += halved.count / width
    try halve(halved, level: level + 1)
  }

  @unsafe
  private func write(_ values: [UInt8], firstRow: Int, width: Int, to band: GDALRasterBandH?) throws {
    let size = try PixelSize(width: width, height: values.count / width)
    try unsafe BandWriter.write(values, to: band, PixelRect(x: 0, y: firstRow, size: size), path: finalPath)
  }

  private func copyCloudOptimized() throws {
    let whole = try DatasetHandle(readingRaster: stagingPath)
    var options: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for (key, value) in [("COMPRESS", "DEFLATE"), ("OVERVIEW_RESAMPLING", "MODE"), ("BIGTIFF", "IF_SAFER")] {
      unsafe options = unsafe CSLSetNameValue(options, key, value)
    }
    defer { unsafe CSLDestroy(options) }
    GDALRuntime.forgetMessage()
    guard let raw = unsafe GDALCreateCopy(GDALGetDriverByName("COG"), copyPath, whole.raw, 0, options, nil, nil) else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: GDALRuntime.writeReason(finalPath))
    }
    unsafe DatasetHandle(owning: raw).close()
    try checkLastMessage()
    whole.close()
    try? FileManager.default.removeItem(atPath: stagingPath)
  }

  private func checkLastMessage() throws {
    guard CPLGetLastErrorType().rawValue < CE_Failure.rawValue else {
      throw GeoRasterError.writeFailed(path: finalPath, reason: GDALRuntime.writeReason(finalPath))
    }
  }
}
