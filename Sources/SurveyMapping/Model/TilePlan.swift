import Imagery
import Segmentation

/// A model with what runs it, and how images are cut into its tiles.
struct TilePlan: Sendable {
  /// What is known of the model.
  let card: ModelCard
  /// What runs it, each for itself.
  let segmenters: [any Segmenter]
  /// The least overlap of neighbouring tiles in pixels.
  let overlapInPixels: Int

  /// Cuts orthophotos: tiles overlap by a third by themselves, since a quarter leaves seams that a model's context shows.
  static func orthophotos(_ card: ModelCard, _ segmenters: [any Segmenter], overlap: Int?) -> TilePlan {
    TilePlan(card: card, segmenters: segmenters, overlapInPixels: overlap ?? (card.scoredSideInPixels + 2) / 3)
  }

  /// Cuts frames: tiles overlap by an eighth by themselves.
  ///
  /// There are many, and each place lies in several, so that time counts for more than seams.
  static func frames(_ card: ModelCard, _ segmenters: [any Segmenter], overlap: Int?) -> TilePlan {
    TilePlan(card: card, segmenters: segmenters, overlapInPixels: overlap ?? card.scoredSideInPixels / 8)
  }

  /// The tiles of an image.
  ///
  /// - Throws: `ImageryError` where the overlap leaves no step.
  func grid(of size: PixelSize) throws -> TileGrid {
    try TileGrid(imageSize: size, tileInPixels: card.scoredSideInPixels, overlapInPixels: overlapInPixels)
  }

  /// What makes mask rows of an image.
  ///
  /// - Throws: `ImageryError`, `SegmentationError` where the model does not fit.
  func pipeline(for size: PixelSize) throws -> SegmentationPipeline {
    try SegmentationPipeline(
      grid: grid(of: size),
      margin: card.marginInPixels,
      classCount: card.classes.count,
      segmenters: segmenters
    )
  }
}
