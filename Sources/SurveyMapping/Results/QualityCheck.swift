import Evaluation
import GeoRaster
import Imagery
import Segmentation

/// Measures how much a mask depends on where the tiles lie.
struct QualityCheck {
  /// How far the tiles of the second run are from those of the first, as others measure it.
  static let shiftInPixels = 100

  private let tiles: TilePlan

  /// Checks with the tiles of the mask itself, shifted.
  init(_ tiles: TilePlan) { self.tiles = tiles }

  /// Segments an image again with its tiles elsewhere, compares, and looks for seams.
  ///
  /// - Parameters:
  ///   - source: the image.
  ///   - maskPath: its mask.
  /// - Returns: the figures.
  /// - Throws: what reading and segmenting throw.
  nonisolated(nonsending) func figures(of source: some RasterSource, maskPath: String) async throws -> QualityFigures {
    let consistency = try await consistency(of: source, maskPath: maskPath)
    var seams = SeamCount(width: source.size.width)
    let rowsAtOnce = 256
    for top in stride(from: 0, to: source.size.height, by: rowsAtOnce) {
      let size = try PixelSize(width: source.size.width, height: min(rowsAtOnce, source.size.height - top))
      let mask = try MaskReader.read(path: maskPath, window: PixelRect(x: 0, y: top, size: size))
      for line in 0..<size.height { seams.append(mask.classes[(line * size.width)..<((line + 1) * size.width)]) }
    }
    return QualityFigures(shiftPx: Self.shiftInPixels, consistency: consistency, seams: seams)
  }

  private nonisolated(nonsending) func consistency(
    of source: some RasterSource,
    maskPath: String
  ) async throws -> Double? {
    let grid = try tiles.grid(of: source.size)
    let (width, height) = (
      length(source.size.width, origins: grid.columnOrigins), length(source.size.height, origins: grid.rowOrigins)
    )
    // Less than the shift itself is too little to compare.
    guard width >= Self.shiftInPixels, height >= Self.shiftInPixels else { return nil }
    let part = PixelRect(
      x: Self.shiftInPixels,
      y: Self.shiftInPixels,
      size: try PixelSize(width: width, height: height)
    )
    let pipeline = try tiles.pipeline(for: part.size)
    var comparison = try ShiftComparison(maskPath: maskPath, part: part, classCount: tiles.card.classes.count)
    _ = try await pipeline.run(CroppedRaster(source, part: part), into: &comparison)
    return comparison.matrix.foregroundMeanIoU
  }

  /// The length on which tiles lie as far apart as in the whole image, all of them shifted: one tile less.
  private func length(_ whole: Int, origins: [Int]) -> Int {
    guard origins.count > 1 else { return whole - Self.shiftInPixels }
    return min(origins[origins.count - 2] + tiles.card.scoredSideInPixels, whole - Self.shiftInPixels)
  }
}
