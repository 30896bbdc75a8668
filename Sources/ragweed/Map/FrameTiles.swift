import Foundation
import Imagery
import VisionRuntime

/// The model with the tiles that suit what is mapped.
///
/// Photographs have a few sizes and fit into memory, so where nothing but photographs is mapped, tiles are made as large
/// as covers them with the fewest pixels, if the model's card allows it. Orthophotos keep the model's own tile: rows of
/// tiles as wide as they are have to be held.
struct FrameTiles {
  /// The model, for those tiles.
  let model: LoadedModel
  /// The least overlap of neighbouring tiles.
  let overlapInPixels: Int

  // What networks of five halvings need.
  private static let step = 32

  /// Chooses tiles.
  ///
  /// - Parameters:
  ///   - name: the model as the user named it.
  ///   - precision: what it is to compute in.
  ///   - options: what the user says of it.
  ///   - overlap: the overlap that the user wants; nil for a quarter of the model's own tile.
  ///   - files: what is mapped.
  /// - Throws: as `LoadedModel.init`.
  init(
    model name: String?,
    precision: InferencePrecision,
    options: ContractOptions,
    overlap: Int?,
    files: [URL]
  ) throws {
    let own = try LoadedModel(path: name, precision: precision, options: options)
    let usual = own.card.input.widthInPixels
    overlapInPixels = overlap ?? usual / 4
    guard options.tile == nil, let largest = own.card.input.largestSideInPixels, let first = files.first,
      files.allSatisfy(SurveyedImage.isFrame),
      // What is wrong with a photograph is said where it is mapped.
      let size = try? JPEGRows(path: first.path).size,
      let side = try? TileGrid.thriftiestSide(
        for: size,
        of: stride(from: usual, through: largest, by: Self.step),
        overlapInPixels: overlapInPixels
      ), side != usual
    else {
      model = own
      return
    }
    var wider = options
    wider.tile = side
    model = try LoadedModel(path: name, precision: precision, options: wider)
  }
}
