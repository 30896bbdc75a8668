import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import Segmentation
import VisionRuntime

/// Maps the inputs of a survey one after another into one map.
final class SurveyMapper {
  private let model: LoadedModel
  private let folder: OutputFolder
  private let overlapInPixels: Int
  private let segmenters: [any Segmenter]
  private let height: Length?
  /// The sensors of known cameras; nil where no map is wanted.
  private let sensors: SensorTable?
  private var map: MapWriter?
  private var finest: GroundSamplingDistance?
  private var summary: MapSummary
  private let start = ContinuousClock.now

  init(
    model: LoadedModel,
    segmenters: [any Segmenter],
    folder: OutputFolder,
    overlapInPixels: Int?,
    threads: Int,
    height: Length?,
    sensors: SensorTable?
  ) {
    self.model = model
    self.segmenters = segmenters
    self.folder = folder
    self.height = height
    self.sensors = sensors
    self.overlapInPixels = overlapInPixels ?? model.card.input.widthInPixels / 4
    summary = MapSummary(model: model, engineVersion: OpenCVSegmenter.engineVersion, threads: threads)
  }

  /// Maps an input; what goes wrong is told and kept for the summary.
  func map(_ file: URL) async {
    let progress = ProgressBar()
    do {
      let survey = try SurveyedImage(file, height: height, sensors: sensors)
      try await map(survey, progress: progress)
    } catch {
      progress.clear()
      fail("\(error)", file: file)
    }
  }

  private func fail(_ sentence: String, file: URL) {
    StandardError.write("Error: \(sentence)")
    summary.failures.append(MapSummary.Failure(source: file.lastPathComponent, reason: sentence))
  }

  private func warn(_ sentence: String) {
    StandardError.write("Warning: \(sentence)")
    summary.notices.append(sentence)
  }

  private func map(_ image: SurveyedImage, progress: ProgressBar) async throws {
    let name = image.file.lastPathComponent
    let grid = try TileGrid(
      imageSize: image.source.size,
      tileInPixels: model.card.input.widthInPixels,
      overlapInPixels: overlapInPixels
    )
    let map = try image.georeference.map { _ in try openMap() }
    let stage = try MaskStage(
      image: image,
      maskPath: folder.path(of: "\(image.stem).mask.tif"),
      map: map,
      card: model.card
    )
    image.warnings.forEach(warn)
    try checkGroundSampling(image)
    try map?.begin()
    do {
      var sink = stage
      let report = try await SegmentationPipeline(
        grid: grid,
        classCount: model.card.classes.count,
        segmenters: segmenters
      ).run(image.source, into: &sink) { progress.show($0, of: $1, label: name) }
      let input = try sink.finish(report: report)
      try map?.commit()
      progress.clear()
      summary.add(input, report: report)
      if input.surveyedPixels == 0 { throw CommandError.nothingSurveyed(path: image.file.path) }
      if let refusal = image.refusal { throw refusal }
    } catch {
      // A transaction that was committed has nothing left to drop.
      map?.rollback()
      throw error
    }
  }

  private func openMap() throws -> MapWriter {
    if let map { return map }
    let map = try MapWriter(
      geoJSONPath: folder.path(of: "map.geojson"),
      geoPackagePath: folder.path(of: "map.gpkg")
    )
    self.map = map
    return map
  }

  private func checkGroundSampling(_ image: SurveyedImage) throws {
    guard let sampling = try image.groundSamplingDistance else { return }
    finest = min(finest ?? sampling, sampling)
    let range = model.card.groundSampling
    guard sampling < range.min * 0.99 || sampling > range.max * 1.01 else { return }
    warn(
      """
      '\(image.file.lastPathComponent)' has \(Rounded.text(sampling.centimetersPerPixel)) cm/px, and the model was trained on \
      \(Rounded.text(range.min.centimetersPerPixel)) to \(Rounded.text(range.max.centimetersPerPixel)) cm/px: expect it \
      to miss plants and to invent some.
      """
    )
  }

  /// Ends the map and writes the summary.
  func finish() throws -> MapSummary {
    if let map, !summary.inputs.isEmpty {
      // A coordinate is written to a tenth of a pixel or better.
      try map.finish(decimals: (finest ?? .centimetersPerPixel(1)).centimetersPerPixel < 0.5 ? 9 : 8)
    }
    summary.wallTime = ContinuousClock.now - start
    try folder.write(try summary.json() + "\n", as: "summary.json")
    return summary
  }
}
