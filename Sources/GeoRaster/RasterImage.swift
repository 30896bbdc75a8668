import CGDAL
public import Imagery
import Synchronization

/// An image file that GDAL opens, read in windows; pixels that the file masks out count as not surveyed.
///
/// Any thread may read (unchecked): GDAL lets any thread use a dataset, one at a time, and windows are read under the
/// lock. What else uses the handle reads what the file says about itself before windows are read.
public final class RasterImage: RasterSource, @unchecked Sendable {
  /// The size of the image.
  public let size: PixelSize

  /// The file.
  public let path: String

  /// What is brought to 0...255; `nil` where the samples have 8 bits already.
  public let valueRange: ValueRange?

  /// The most pixels along a side: a kilometre at a millimetre.
  public static let longestSide = 1_000_000

  private let lock = Mutex(())
  private let dataset: DatasetHandle
  private let colorBands: [Int32]
  /// The bands whose masks together say what was surveyed; none where every pixel was.
  private let maskBands: [Int32]

  /// Opens an image.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - bands: the bands with red, green and blue, from 1 on; nil for those that the file calls so, or the first three.
  ///   - range: what becomes 0 and 255 where samples have more than 8 bits; nil for the middle 98 % of them.
  /// - Throws: `GeoRasterError` where the file is missing, empty, unreadable, too large or no colour image.
  public init(path: String, bands: [Int]? = nil, range: ClosedRange<Double>? = nil) throws {
    dataset = try DatasetHandle(readingRaster: path)
    self.path = path
    let raw = unsafe dataset.raw
    size = try unsafe PixelSize(width: Int(GDALGetRasterXSize(raw)), height: Int(GDALGetRasterYSize(raw)))
    guard max(size.width, size.height) <= Self.longestSide else {
      throw GeoRasterError.tooLarge(path: path, size: size.description, most: Self.longestSide)
    }
    colorBands = try Self.colorBands(of: dataset, chosen: bands, path: path)
    maskBands = Self.maskBands(of: dataset, colors: colorBands)
    valueRange = try ValueRange(of: dataset, bands: colorBands, masks: maskBands, stated: range, path: path)
  }

  /// The handle, for readers of the same file's metadata.
  var handle: DatasetHandle { dataset }

  /// Gives GDAL the memory that reading windows of a size needs, row of windows by row of windows, while a mask of the
  /// image is written.
  ///
  /// - Parameter side: the side of the windows in pixels.
  public func keepBlocks(forWindowsOf side: Int) {
    var (width, height): (Int32, Int32) = (0, 0)
    unsafe GDALGetBlockSize(GDALGetRasterBand(dataset.raw, colorBands[0]), &width, &height)
    let bytes = (1...max(unsafe GDALGetRasterCount(dataset.raw), 1)).reduce(0) { sum, band in
      sum + Int(unsafe GDALGetDataTypeSizeBytes(GDALGetRasterDataType(GDALGetRasterBand(dataset.raw, band))))
    }
    let cache = BlockCache(imageSize: size, blockWidth: Int(width), blockHeight: Int(height), bytesPerPixel: bytes)
    GDALSetCacheMax64(Int64(cache.bytes(forWindowsOf: side)))
  }

  /// Reads a window and what of it the file's nodata value, alpha band or mask leave out.
  ///
  /// - Throws: `GeoRasterError.readFailed` where the file is damaged.
  public func read(_ window: PixelRect) throws -> ImageTile { try lock.withLock { _ in try decoded(window) } }

  private func decoded(_ window: PixelRect) throws -> ImageTile {
    if let valueRange { return try read(window, from: valueRange) }
    var rgb = [UInt8](repeating: 0, count: window.size.pixelCount * 3)
    try readColors(window, into: &rgb, as: GDT_Byte)
    return try ImageTile(size: window.size, rgb: rgb, surveyed: try readSurveyed(window))
  }

  private func read(_ window: PixelRect, from range: ValueRange) throws -> ImageTile {
    var samples = [Float](repeating: 0, count: window.size.pixelCount * 3)
    try readColors(window, into: &samples, as: GDT_Float32)
    return try ImageTile(size: window.size, rgb: samples.map(range.byte), surveyed: try readSurveyed(window))
  }

  /// Fills samples with red, green and blue, pixel by pixel; `type` is GDAL's name of `Sample`.
  private func readColors<Sample>(_ window: PixelRect, into samples: inout [Sample], as type: GDALDataType) throws {
    var bands = colorBands
    let stride = MemoryLayout<Sample>.stride
    GDALRuntime.forgetMessage()
    let status = unsafe samples.withUnsafeMutableBytes { buffer in
      unsafe GDALDatasetRasterIO(
        dataset.raw,
        GF_Read,
        Int32(window.x),
        Int32(window.y),
        Int32(window.size.width),
        Int32(window.size.height),
        buffer.baseAddress,
        Int32(window.size.width),
        Int32(window.size.height),
        type,
        3,
        &bands,
        Int32(3 * stride),
        Int32(window.size.width * 3 * stride),
        Int32(stride)
      )
    }
    guard status == CE_None else {
      throw GeoRasterError.readFailed(path: path, row: window.y, reason: GDALRuntime.lastMessage)
    }
  }

  private func readSurveyed(_ window: PixelRect) throws -> [UInt8]? {
    guard let first = maskBands.first else { return nil }
    var surveyed = try readMask(ofBand: first, window)
    // A nodata value is a property of each band: a pixel is outside only where every band has it.
    for band in maskBands.dropFirst() {
      let other = try readMask(ofBand: band, window)
      for index in surveyed.indices { surveyed[index] |= other[index] }
    }
    return surveyed
  }

  private func readMask(ofBand band: Int32, _ window: PixelRect) throws -> [UInt8] {
    try unsafe BandReader.bytes(of: GDALGetMaskBand(GDALGetRasterBand(dataset.raw, band)), window, path: path)
  }

  private static func colorBands(of dataset: DatasetHandle, chosen: [Int]?, path: String) throws -> [Int32] {
    let count = unsafe GDALGetRasterCount(dataset.raw)
    if let chosen {
      guard let missing = chosen.first(where: { !(1...max(Int(count), 1)).contains($0) }) else {
        return chosen.map { Int32($0) }
      }
      throw GeoRasterError.noSuchBand(path: path, band: missing, count: Int(count))
    }
    guard count >= 3 else { throw GeoRasterError.bandCount(path: path, found: Int(count)) }
    var named: [GDALColorInterp.RawValue: Int32] = [:]
    for band in 1...count {
      let handle = unsafe GDALGetRasterBand(dataset.raw, band)
      let role = unsafe GDALGetRasterColorInterpretation(handle).rawValue
      if named[role] == nil { named[role] = band }
    }
    let roles = [GCI_RedBand, GCI_GreenBand, GCI_BlueBand].compactMap { named[$0.rawValue] }
    return roles.count == 3 ? roles : [1, 2, 3]
  }

  private static func maskBands(of dataset: DatasetHandle, colors: [Int32]) -> [Int32] {
    let flags = colors.map { unsafe GDALGetMaskFlags(GDALGetRasterBand(dataset.raw, $0)) }
    if flags.contains(where: { $0 & GMF_ALL_VALID != 0 }) { return [] }
    if flags.allSatisfy({ $0 & GMF_PER_DATASET != 0 }) { return [colors[0]] }
    return colors
  }
}
