import CGDAL
public import Imagery

/// An image file that GDAL opens, read in windows; pixels that the file masks out count as not surveyed.
public final class RasterImage: RasterSource {
  /// The size of the image.
  public let size: PixelSize

  /// The file.
  public let path: String

  private let dataset: DatasetHandle
  private let colorBands: [Int32]
  /// The bands whose masks together say what was surveyed; none where every pixel was.
  private let maskBands: [Int32]

  /// Opens an image.
  ///
  /// - Throws: `GeoRasterError` where the file is missing, empty, unreadable, or no 8-bit colour image.
  public init(path: String) throws {
    dataset = try DatasetHandle(readingRaster: path)
    self.path = path
    let raw = unsafe dataset.raw
    size = try unsafe PixelSize(width: Int(GDALGetRasterXSize(raw)), height: Int(GDALGetRasterYSize(raw)))
    colorBands = try Self.colorBands(of: dataset, path: path)
    maskBands = Self.maskBands(of: dataset, colors: colorBands)
  }

  /// The handle, for readers of the same file's metadata.
  var handle: DatasetHandle { dataset }

  /// Reads a window and what of it the file's nodata value, alpha band or mask leave out.
  ///
  /// - Throws: `GeoRasterError.readFailed` where the file is damaged.
  public func read(_ window: PixelRect) throws -> ImageTile {
    let count = window.size.pixelCount
    var rgb = [UInt8](repeating: 0, count: count * 3)
    GDALRuntime.forgetMessage()
    var bands = colorBands
    let status = unsafe rgb.withUnsafeMutableBytes { buffer in
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
        GDT_Byte,
        3,
        &bands,
        3,
        Int32(window.size.width * 3),
        1
      )
    }
    guard status == CE_None else {
      throw GeoRasterError.readFailed(path: path, row: window.y, reason: GDALRuntime.lastMessage)
    }
    return try ImageTile(size: window.size, rgb: rgb, surveyed: try readSurveyed(window))
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

  private static func colorBands(of dataset: DatasetHandle, path: String) throws -> [Int32] {
    let count = unsafe GDALGetRasterCount(dataset.raw)
    guard count >= 3 else { throw GeoRasterError.bandCount(path: path, found: Int(count)) }
    var named: [GDALColorInterp.RawValue: Int32] = [:]
    for band in 1...count {
      let handle = unsafe GDALGetRasterBand(dataset.raw, band)
      let role = unsafe GDALGetRasterColorInterpretation(handle).rawValue
      if named[role] == nil { named[role] = band }
    }
    let roles = [GCI_RedBand, GCI_GreenBand, GCI_BlueBand].compactMap { named[$0.rawValue] }
    let bands = roles.count == 3 ? roles : [1, 2, 3]
    for band in bands {
      let type = unsafe GDALGetRasterDataType(GDALGetRasterBand(dataset.raw, band))
      guard type == GDT_Byte else {
        let name = unsafe GDALGetDataTypeName(type).map { unsafe String(cString: $0) } ?? "unknown"
        throw GeoRasterError.sampleType(path: path, found: name)
      }
    }
    return bands
  }

  private static func maskBands(of dataset: DatasetHandle, colors: [Int32]) -> [Int32] {
    let flags = colors.map { unsafe GDALGetMaskFlags(GDALGetRasterBand(dataset.raw, $0)) }
    if flags.contains(where: { $0 & GMF_ALL_VALID != 0 }) { return [] }
    if flags.allSatisfy({ $0 & GMF_PER_DATASET != 0 }) { return [colors[0]] }
    return colors
  }
}
