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

  /// What the file says of where it lies.
  public let storedReference: StoredReference

  /// Whether the file has points on the ground to which it was not warped.
  public let hasControlPoints: Bool

  private let lock = Mutex(())
  private let dataset: DatasetHandle
  private let colors: ColorBands
  /// The bands whose masks together say what was surveyed; none where every pixel was.
  private let maskBands: [Int32]
  /// The sample that stands for no ground where all three bands have it.
  private let noData: Double?

  /// Opens an image.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - bands: the bands with red, green and blue, from 1 on; nil for those that the file calls so, or the first three.
  ///   - range: what becomes 0 and 255 where samples have more than 8 bits; nil for the middle 98 % of them.
  ///   - noData: the sample that stands for no ground, where the file does not say it.
  /// - Throws: `GeoRasterError` where the file is missing, empty, unreadable, too large or no colour image.
  public init(
    path: String,
    bands: [Int]? = nil,
    range: ClosedRange<Double>? = nil,
    noData: Double? = nil
  ) throws {
    dataset = try DatasetHandle(readingRaster: path)
    self.path = path
    self.noData = noData
    let raw = unsafe dataset.raw
    size = try unsafe PixelSize(width: Int(GDALGetRasterXSize(raw)), height: Int(GDALGetRasterYSize(raw)))
    guard max(size.width, size.height) <= Self.longestSide else {
      throw GeoRasterError.tooLarge(path: path, size: size.description, most: Self.longestSide)
    }
    var transform = [Double](repeating: 0, count: 6)
    let hasTransform = unsafe GDALGetGeoTransform(raw, &transform) == CE_None
    let wkt = unsafe GDALGetProjectionRef(raw).map { unsafe String(cString: $0) } ?? ""
    storedReference = StoredReference(transform: hasTransform ? transform : nil, wkt: wkt.isEmpty ? nil : wkt)
    // Fewer tell no plane: a transform without an extent comes back as a single one.
    hasControlPoints = unsafe GDALGetGCPCount(raw) >= 3
    colors = try ColorBands(of: dataset, chosen: bands, path: path)
    maskBands = Self.maskBands(of: dataset, colors: colors.numbers)
    valueRange = try ValueRange(
      of: dataset,
      bands: colors.numbers,
      masks: maskBands,
      noData: noData,
      stated: range,
      path: path
    )
  }

  /// The bands with red, green and blue, from 1 on, where the file says which and they are not the first three.
  public var bandsNamedByFile: [Int]? {
    guard case .file = colors.source, colors.numbers != [1, 2, 3] else { return nil }
    return colors.numbers.map { Int($0) }
  }

  /// The handle, for readers of the same file's metadata.
  var handle: DatasetHandle { dataset }

  /// Gives GDAL the memory that reading windows of a size needs, row of windows by row of windows, while a mask of the
  /// image is written.
  ///
  /// - Parameter side: the side of the windows in pixels.
  public func keepBlocks(forWindowsOf side: Int) {
    var (width, height): (Int32, Int32) = (0, 0)
    unsafe GDALGetBlockSize(GDALGetRasterBand(dataset.raw, colors.numbers[0]), &width, &height)
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
    var surveyed = try readSurveyed(window)
    if let noData { Self.leaveOut(&surveyed, rgb) { $0.allSatisfy { Double($0) == noData } } }
    if let palette = colors.palette {
      if palette.isSurveyed.contains(false) {
        Self.leaveOut(&surveyed, rgb) { !palette.isSurveyed[Int($0[$0.startIndex])] }
      }
      for index in rgb.indices { rgb[index] = palette.rgb[Int(rgb[index]) * 3 + index % 3] }
    }
    return try ImageTile(size: window.size, rgb: rgb, surveyed: surveyed)
  }

  private func read(_ window: PixelRect, from range: ValueRange) throws -> ImageTile {
    var samples = [Float](repeating: 0, count: window.size.pixelCount * 3)
    try readColors(window, into: &samples, as: GDT_Float32)
    var surveyed = try readSurveyed(window)
    // What is no number was not surveyed, whatever the file declares.
    Self.leaveOut(&surveyed, samples) { pixel in
      !pixel.allSatisfy(\.isFinite) || (noData.map { none in pixel.allSatisfy { Double($0) == none } } ?? false)
    }
    return try ImageTile(size: window.size, rgb: samples.map(range.byte), surveyed: surveyed)
  }

  /// Marks pixels as not surveyed; where every one was, the mask stays nil.
  private static func leaveOut<Sample>(
    _ surveyed: inout [UInt8]?,
    _ samples: [Sample],
    where isOutside: (ArraySlice<Sample>) -> Bool
  ) {
    for pixel in 0..<(samples.count / 3) where isOutside(samples[(pixel * 3)..<(pixel * 3 + 3)]) {
      var mask = surveyed ?? [UInt8](repeating: 255, count: samples.count / 3)
      surveyed = nil
      mask[pixel] = 0
      surveyed = mask
    }
  }

  /// A border of one colour that the file does not declare as ground that was not surveyed; nil where there is none.
  ///
  /// It is looked for on a coarse picture of the image.
  ///
  /// - Throws: `GeoRasterError.readFailed` where the file is damaged.
  public func undeclaredBorder() throws -> BorderColor? {
    guard maskBands.isEmpty, noData == nil, colors.palette == nil else { return nil }
    let most = 256
    let coarse = try PixelSize(width: min(size.width, most), height: min(size.height, most))
    var samples = [Float](repeating: 0, count: coarse.pixelCount * 3)
    try lock.withLock { _ in
      try readColors(PixelRect(x: 0, y: 0, size: size), into: &samples, as: GDT_Float32, coarse: coarse)
    }
    let pixels = (0..<coarse.pixelCount).map { Array(samples[($0 * 3)..<($0 * 3 + 3)]) }
    return BorderColor(in: pixels, width: coarse.width)
  }

  /// Fills samples with red, green and blue, pixel by pixel; `type` is GDAL's name of `Sample`.
  private func readColors<Sample>(
    _ window: PixelRect,
    into samples: inout [Sample],
    as type: GDALDataType,
    coarse: PixelSize? = nil
  ) throws {
    let size = coarse ?? window.size
    var bands = colors.numbers
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
        Int32(size.width),
        Int32(size.height),
        type,
        3,
        &bands,
        Int32(3 * stride),
        Int32(size.width * 3 * stride),
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

  private static func maskBands(of dataset: DatasetHandle, colors: [Int32]) -> [Int32] {
    let flags = colors.map { unsafe GDALGetMaskFlags(GDALGetRasterBand(dataset.raw, $0)) }
    if flags.contains(where: { $0 & GMF_ALL_VALID != 0 }) { return [] }
    if flags.allSatisfy({ $0 & GMF_PER_DATASET != 0 }) { return [colors[0]] }
    return colors
  }
}
