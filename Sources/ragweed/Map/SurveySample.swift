import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Segmentation
import VisionRuntime

/// Some tiles from all over a survey's orthophotos and photographs: the same ones for the same inputs.
struct SurveySample {
  /// Tiles to look at: enough that the threshold of whole validation sets came out within 0.03.
  private static let tileCount = 64
  /// Inputs that are opened at most.
  private static let mostInputs = 32
  /// Tiles that are read for each that is wanted: some lie outside the survey.
  private static let mostTries = 4

  let files: [URL]
  let tileInPixels: Int
  let knowledge: FrameKnowledge
  let rasters: RasterOptions
  let card: ModelCard

  /// Lets engines look at the tiles.
  ///
  /// What cannot be read is left out; mapping says what is wrong with it.
  ///
  /// - Throws: the engine's error.
  func agreement(segmenters: [any Segmenter]) async throws -> ViewAgreement {
    let chosen = Self.spread(files.count, wanted: Self.mostInputs).map { files[$0] }
    let each = (Self.tileCount + chosen.count - 1) / max(chosen.count, 1)
    var agreement = ViewAgreement()
    let progress = ProgressBar()
    defer { progress.clear() }
    for file in chosen {
      guard let source = try? source(of: file) else { continue }
      let grid = try TileGrid(imageSize: source.size, tileInPixels: tileInPixels, overlapInPixels: 0)
      (source as? RasterImage)?.keepBlocks(forWindowsOf: tileInPixels)
      var indices = Self.spread(grid.tileCount, wanted: each * Self.mostTries)[...]
      var missing = each
      while missing > 0, !indices.isEmpty {
        let next = indices.prefix(min(missing, 2 * segmenters.count))
        indices = indices.dropFirst(next.count)
        let tiles = next.compactMap { try? tile($0, of: grid, in: source) }.filter { !$0.isOutsideSurvey }
        try await agreement.add(tiles, segmenters: segmenters)
        missing -= tiles.count
        progress.show(min(agreement.tileCount, Self.tileCount), of: Self.tileCount, label: "finding the threshold")
      }
    }
    return agreement
  }

  private func tile(_ index: Int, of grid: TileGrid, in source: any RasterSource) throws -> ImageTile {
    let columns = grid.columnOrigins.count
    return try source.read(grid.window(column: index % columns, row: index / columns)).padded(toSide: tileInPixels)
  }

  /// The pixels of an input, as they will be mapped; nil where it will not be.
  private func source(of file: URL) throws -> (any RasterSource)? {
    guard SurveyedImage.isFrame(file) else {
      return try SurveyedImage(file, isPlaced: false, bands: rasters.bands, range: rasters.valueRange).source
    }
    var scale = knowledge.options.scale
    if knowledge.sensors != nil {
      let frame = try InspectedFrame(file, knowledge: knowledge)
      guard knowledge.options.useFlagged || !(frame.flag(after: [], isUsed: false)?.spoilsPixels ?? false) else {
        return nil
      }
      scale = scale.resolved(sampling: frame.placement?.groundSamplingDistance, range: card.groundSampling)
    }
    return try JPEGFrame(path: file.path, divisor: scale.divisor)
  }

  /// Numbers below a count, spread evenly however many of them are taken.
  ///
  /// Steps of the golden ratio: each number falls into the widest gap that those before it left.
  ///
  /// - Parameters:
  ///   - count: how many there are.
  ///   - wanted: how many to take at most.
  /// - Returns: different numbers, all of them where that is not more than wanted.
  static func spread(_ count: Int, wanted: Int) -> [Int] {
    guard count > wanted else { return Array(0..<count) }
    var taken: Set<Int> = []
    var chosen: [Int] = []
    var place = 0.5
    while chosen.count < wanted {
      let index = min(Int(place * Double(count)), count - 1)
      if taken.insert(index).inserted { chosen.append(index) }
      place = (place + 0.618_033_988_749_894_8).truncatingRemainder(dividingBy: 1)
    }
    return chosen
  }
}
