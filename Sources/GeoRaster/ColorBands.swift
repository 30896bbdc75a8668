import CGDAL

/// Which bands of a raster are red, green and blue.
struct ColorBands {
  /// Where that is said.
  enum Source {
    /// The user.
    case chosen
    /// The names of the bands, or the colours that the format gives them.
    case file
    /// Nobody: they are the first three.
    case order
    /// One band of numbers, which the file's table turns into colours.
    case palette
  }

  /// The bands, from 1 on.
  let numbers: [Int32]
  /// Where that is said.
  let source: Source
  /// The colours of a table, `[number, channel]`, and whether each stands for a pixel at all.
  let palette: (rgb: [UInt8], isSurveyed: [Bool])?

  /// Finds the bands.
  ///
  /// - Parameters:
  ///   - dataset: the raster.
  ///   - chosen: the bands that the user wants; nil for those that the file calls so, or the first three.
  ///   - path: the file, for messages.
  /// - Throws: `GeoRasterError.noSuchBand` or `bandCount`.
  init(of dataset: DatasetHandle, chosen: [Int]?, path: String) throws {
    let count = unsafe Int(GDALGetRasterCount(dataset.raw))
    if let chosen {
      if let missing = chosen.first(where: { !(1...max(count, 1)).contains($0) }) {
        throw GeoRasterError.noSuchBand(path: path, band: missing, count: count)
      }
      (numbers, source, palette) = (chosen.map { Int32($0) }, .chosen, nil)
      return
    }
    if count == 1, let colors = Self.palette(of: dataset) {
      (numbers, source, palette) = ([1, 1, 1], .palette, colors)
      return
    }
    guard count >= 3 else { throw GeoRasterError.bandCount(path: path, found: count) }
    palette = nil
    if let named = Self.described(dataset, count: count) ?? Self.interpreted(dataset, count: count) {
      (numbers, source) = (named, .file)
    } else {
      (numbers, source) = ([1, 2, 3], .order)
    }
  }

  /// The bands by the names that the file gives them, such as `Red` or `band 3 (red)`.
  private static func described(_ dataset: DatasetHandle, count: Int) -> [Int32]? {
    var named: [String: Int32] = [:]
    for band in 1...Int32(count) {
      let text =
        unsafe GDALGetDescription(GDALGetRasterBand(dataset.raw, band)).map { unsafe String(cString: $0) } ?? ""
      let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
      // "red edge" is no red.
      for color in ["red", "green", "blue"] where words.contains(color) && !words.contains("edge") {
        if named[color] == nil { named[color] = band }
      }
    }
    let found = ["red", "green", "blue"].compactMap { named[$0] }
    return found.count == 3 ? found : nil
  }

  private static func interpreted(_ dataset: DatasetHandle, count: Int) -> [Int32]? {
    var named: [GDALColorInterp.RawValue: Int32] = [:]
    for band in 1...Int32(count) {
      let handle = unsafe GDALGetRasterBand(dataset.raw, band)
      let role = unsafe GDALGetRasterColorInterpretation(handle).rawValue
      if named[role] == nil { named[role] = band }
    }
    let roles = [GCI_RedBand, GCI_GreenBand, GCI_BlueBand].compactMap { named[$0.rawValue] }
    return roles.count == 3 ? roles : nil
  }

  private static func palette(of dataset: DatasetHandle) -> (rgb: [UInt8], isSurveyed: [Bool])? {
    let band = unsafe GDALGetRasterBand(dataset.raw, 1)
    guard unsafe GDALGetRasterColorInterpretation(band) == GCI_PaletteIndex,
      unsafe GDALGetRasterDataType(band) == GDT_Byte, let table = unsafe GDALGetRasterColorTable(band)
    else { return nil }
    var (rgb, isSurveyed) = ([UInt8](repeating: 0, count: 256 * 3), [Bool](repeating: true, count: 256))
    for index in 0..<min(256, unsafe Int(GDALGetColorEntryCount(table))) {
      guard let entry = unsafe GDALGetColorEntry(table, Int32(index))?.pointee else { continue }
      for (channel, value) in [entry.c1, entry.c2, entry.c3].enumerated() {
        rgb[index * 3 + channel] = UInt8(clamping: value)
      }
      isSurveyed[index] = entry.c4 != 0
    }
    return (rgb, isSurveyed)
  }
}
