import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import ResultFiles
import Segmentation

/// All that it takes to segment one orthophoto, and to put its patches on a map.
struct OrthophotoJob {
  /// The orthophoto.
  let image: SurveyedImage
  /// Its file as it was before it was read.
  let stamp: FileStamp?
  /// How it is cut into tiles, and what segments them.
  let tiles: TilePlan
  /// What its files hold.
  let output: ResultRequest
  /// What its mask says of itself.
  let provenance: MapProvenance
  /// Where its mask goes.
  let maskPath: String
  /// Where a small picture goes; nil where none is wanted.
  let overlayPath: String?

  /// Segments the orthophoto; the map has all of its patches afterwards, or none where it fails.
  ///
  /// - Parameters:
  ///   - map: takes the patches; nil where it has no place on the ground.
  ///   - progress: told after each tile: how many are done, of how many.
  /// - Returns: what it came to.
  /// - Throws: what reading, segmenting and writing throw; `SurveyMappingError.changedMeanwhile`.
  func run(map: MapWriter?, progress: (_ done: Int, _ of: Int) -> Void) async throws -> InputFigures {
    image.raster?.keepBlocks(forWindowsOf: tiles.card.input.widthInPixels)
    let pipeline = try tiles.pipeline(for: image.source.size)
    var stage = try MaskStage(image: image, maskPath: maskPath, map: map, provenance: provenance, output: output)
    try map?.begin()
    do {
      let report = try await pipeline.run(image.source, into: &stage, progress: progress)
      guard stamp == FileStamp(image.file) else {
        throw SurveyMappingError.changedMeanwhile(path: image.file.path)
      }
      var figures = try stage.finish(report: report)
      if output.qa { figures.quality = try await QualityCheck(tiles).figures(of: image.source, maskPath: maskPath) }
      if let overlayPath { try OverlayPicture(image.source, maskPath: maskPath).write(to: overlayPath) }
      try map?.commit()
      return figures
    } catch {
      map?.rollback()
      throw error
    }
  }
}
