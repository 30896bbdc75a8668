import CGDAL
import Imagery
import Quantities

/// How samples of more than 8 bits become brightness from 0 to 255: a straight line, the same for red, green and blue.
///
/// One line for all three keeps the colours, which a line for each would shift towards grey.
public struct ValueRange: Sendable, Hashable {
  /// The sample that becomes 0.
  public let low: Double
  /// The sample that becomes 255.
  public let high: Double
  /// Whether the user has said so; otherwise the middle 98 % of the samples lie between.
  public let isStated: Bool
  /// Whether the samples are those of 8 bits, each times 257: then nothing is stretched.
  public let isEightBits: Bool
  /// GDAL's name for the samples, such as `UInt16`.
  public let sampleType: String

  /// The share of samples that may lie below, and that may lie above.
  private static let tail = 0.01
  /// The most samples along a side from which the range is found.
  private static let gridSide = 1024

  /// The brightness of a sample; 0 for what is no number.
  func byte(_ sample: Float) -> UInt8 {
    let scaled = (Double(sample) - low) / (high - low) * 255
    return UInt8(clamping: Int(bounded: scaled.rounded()))
  }

  /// The range of an image; `nil` where its samples have 8 bits and nothing else was asked for.
  ///
  /// - Throws: `GeoRasterError` where samples are complex numbers or cannot be read.
  init?(
    of dataset: DatasetHandle,
    bands: [Int32],
    masks: [Int32],
    noData: Double?,
    stated: ClosedRange<Double>?,
    path: String
  ) throws {
    let types = bands.map { unsafe GDALGetRasterDataType(GDALGetRasterBand(dataset.raw, $0)) }
    if let complex = types.first(where: { GDALDataTypeIsComplex($0) != 0 }) {
      throw GeoRasterError.sampleType(path: path, found: Self.name(complex))
    }
    guard stated != nil || types.contains(where: { $0 != GDT_Byte }) else { return nil }
    sampleType = Self.name(types.first { $0 != GDT_Byte } ?? GDT_Byte)
    isStated = stated != nil
    if let stated {
      (low, high, isEightBits) = (stated.lowerBound, stated.upperBound, false)
      return
    }
    var samples: [Float] = []
    for band in bands { samples += try Self.samples(of: dataset, band: band, masks: masks, path: path) }
    samples.removeAll { Double($0) == noData }
    samples.sort()
    isEightBits =
      types.allSatisfy { $0 == GDT_UInt16 } && (samples.last ?? 0) > 0
      && samples.allSatisfy { $0.truncatingRemainder(dividingBy: 257) == 0 }
    if isEightBits {
      (low, high) = (0, 65_535)
      return
    }
    let last = samples.count - 1
    let cut = Int(bounded: Double(last) * Self.tail)
    let ends = samples.isEmpty ? (0, 1) : (samples[cut], samples[last - cut])
    low = Double(ends.0)
    high = max(Double(ends.1), low + max(1e-6, low.magnitude * 1e-6))
  }

  private static func name(_ type: GDALDataType) -> String {
    unsafe GDALGetDataTypeName(type).map { unsafe String(cString: $0) } ?? "unknown"
  }

  /// The surveyed samples of a band on a coarse grid, which GDAL takes from overviews where there are some.
  private static func samples(of dataset: DatasetHandle, band: Int32, masks: [Int32], path: String) throws -> [Float] {
    let (width, height) = unsafe (GDALGetRasterXSize(dataset.raw), GDALGetRasterYSize(dataset.raw))
    let (columns, rows) = (min(width, Int32(gridSide)), min(height, Int32(gridSide)))
    var samples = [Float](repeating: 0, count: Int(columns) * Int(rows))
    var flags = [UInt8](repeating: masks.isEmpty ? 1 : 0, count: samples.count)
    GDALRuntime.forgetMessage()
    var status = unsafe samples.withUnsafeMutableBytes { buffer in
      let handle = unsafe GDALGetRasterBand(dataset.raw, band)
      return unsafe GDALRasterIO(
        handle,
        GF_Read,
        0,
        0,
        width,
        height,
        buffer.baseAddress,
        columns,
        rows,
        GDT_Float32,
        0,
        0
      )
    }
    for mask in masks where status == CE_None {
      var part = [UInt8](repeating: 0, count: samples.count)
      status = unsafe part.withUnsafeMutableBytes { buffer in
        let handle = unsafe GDALGetMaskBand(GDALGetRasterBand(dataset.raw, mask))
        return unsafe GDALRasterIO(
          handle,
          GF_Read,
          0,
          0,
          width,
          height,
          buffer.baseAddress,
          columns,
          rows,
          GDT_Byte,
          0,
          0
        )
      }
      for index in flags.indices { flags[index] |= part[index] }
    }
    guard status == CE_None else {
      throw GeoRasterError.readFailed(path: path, row: 0, reason: GDALRuntime.lastMessage)
    }
    return zip(samples, flags).compactMap { $1 != 0 && $0.isFinite ? $0 : nil }
  }
}
