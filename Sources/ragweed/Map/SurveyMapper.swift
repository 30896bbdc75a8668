import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import Segmentation
import Telemetry
import VisionRuntime

/// Maps the inputs of a survey one after another into one map.
final class SurveyMapper {
  private let model: LoadedModel
  private let folder: OutputFolder
  private let overlapInPixels: Int
  private let segmenters: [any Segmenter]
  private let rasters: RasterOptions
  private let frames: FrameOptions
  private let poses: PoseTable?
  /// The sensors of known cameras; nil where no map is wanted.
  private let sensors: SensorTable?
  private var map: MapWriter?
  private var finest: GroundSamplingDistance?
  private var summary: MapSummary
  private let start = ContinuousClock.now

  init(
    model: LoadedModel,
    engine: Engine,
    folder: OutputFolder,
    overlapInPixels: Int?,
    rasters: RasterOptions,
    frames: FrameOptions,
    poses: PoseTable?,
    sensors: SensorTable?
  ) {
    self.model = model
    segmenters = engine.segmenters
    self.folder = folder
    self.rasters = rasters
    self.frames = frames
    self.poses = poses
    self.sensors = sensors
    self.overlapInPixels = overlapInPixels ?? model.card.input.widthInPixels / 4
    summary = MapSummary(model: model, engine: engine)
    if let notice = engine.notice { warn(notice) }
  }

  /// Maps inputs; what goes wrong with one is told and kept for the summary.
  ///
  /// - Throws: what concerns all of them: a terrain that cannot be read, a folder that cannot be written.
  func map(_ files: [URL]) async throws {
    let inspected = inspect(files)
    let usable = inspected.filter { frame in !summary.flagged.contains { $0.source == frame.name && !$0.used } }
    let survey = try FrameSurvey(usable, options: frames, folder: folder, card: model.card)
    survey.warnings.forEach(warn)
    let byFile = Dictionary(uniqueKeysWithValues: inspected.map { ($0.file, $0) })
    for file in files {
      let progress = ProgressBar()
      do {
        if let frame = byFile[file] {
          try await map(frame, in: survey, progress: progress)
        } else if sensors == nil || !SurveyedImage.isFrame(file) {
          try await map(
            SurveyedImage(file, isPlaced: sensors != nil, rasters: rasters, scale: frames.scale),
            progress: progress
          )
        }
      } catch {
        progress.clear()
        fail("\(error)", file: file)
      }
    }
    guard !survey.placements.isEmpty else { return }
    let map = try openMap()
    try map.begin()
    try survey.finish { feature, patch in
      try map.append(feature)
      summary.count(patch, source: feature.source)
    }
    try map.commit()
  }

  /// Looks at all frames before the first is mapped: which frame is best where depends on all of them.
  private func inspect(_ files: [URL]) -> [InspectedFrame] {
    guard let sensors else { return [] }
    var inspected: [InspectedFrame] = []
    for file in files where SurveyedImage.isFrame(file) {
      do {
        let frame = try InspectedFrame(file, options: frames, poses: poses, sensors: sensors)
        if let flag = frame.flag(after: inspected, isUsed: frames.useFlagged) {
          warn(
            flag.reason + (flag.used ? " It is used all the same." : " It is left off the map; --use-flagged takes it.")
          )
          summary.flagged.append(flag)
        }
        inspected.append(frame)
      } catch {
        fail("\(error)", file: file)
      }
    }
    return inspected
  }

  private func map(_ frame: InspectedFrame, in survey: FrameSurvey, progress: ProgressBar) async throws {
    let flag = summary.flagged.first { $0.source == frame.name && !$0.used }
    if let flag, flag.spoilsPixels { return }
    let scale = survey.scales[frame.name] ?? frames.scale
    let pixels = try JPEGFrame(path: frame.file.path, divisor: scale.divisor, orientation: frame.orientation)
    let image = try SurveyedImage(
      pixels,
      file: frame.file,
      placement: survey.placements[frame.name],
      refusal: flag == nil ? survey.refusals[frame.name] ?? frame.refusal : nil
    )
    try checkGroundSampling(image)
    var sink = FrameStage(stage: try stage(for: image, map: nil), size: image.source.size)
    let report = try await pipeline(for: image).run(image.source, into: &sink) {
      progress.show($0, of: $1, label: frame.name)
    }
    var input = try sink.stage.finish(report: report)
    input.isOnMap = false
    if let share = try survey.add(frame.name, mask: sink.mask, rgb: pixels.rgb) { input.take(share) }
    progress.clear()
    summary.add(input, report: report)
    if let refusal = image.refusal { throw refusal }
  }

  private func pipeline(for image: SurveyedImage) throws -> SegmentationPipeline {
    let grid = try TileGrid(
      imageSize: image.source.size,
      tileInPixels: model.card.input.widthInPixels,
      overlapInPixels: overlapInPixels
    )
    (image.source as? RasterImage)?.keepBlocks(forWindowsOf: grid.tileInPixels)
    return try SegmentationPipeline(grid: grid, classCount: model.card.classes.count, segmenters: segmenters)
  }

  private func stage(for image: SurveyedImage, map: MapWriter?) throws -> MaskStage {
    try MaskStage(image: image, maskPath: folder.path(of: "\(image.stem).mask.tif"), map: map, card: model.card)
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
    let pipeline = try pipeline(for: image)
    let map = try image.georeference.map { _ in try openMap() }
    let stage = try stage(for: image, map: map)
    if let range = (image.source as? RasterImage)?.valueRange { tell(range, of: name) }
    try checkGroundSampling(image)
    try map?.begin()
    do {
      var sink = stage
      let report = try await pipeline.run(image.source, into: &sink) { progress.show($0, of: $1, label: name) }
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

  private func tell(_ range: ValueRange, of name: String) {
    let ends = "\(Rounded.text(range.low)) to \(Rounded.text(range.high))"
    warn(
      "'\(name)' has \(range.sampleType) samples: \(ends) became black to white, "
        + (range.isStated
          ? "as --value-range says." : "the middle 98 % of them; --value-range gives several rasters the same.")
    )
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
    guard let range = model.card.groundSampling else { return }
    // One number is what a model was made for, and no model is that fussy.
    let margin = range.min == range.max ? 1.25 : 1.01
    guard sampling * margin < range.min || sampling > range.max * margin else { return }
    let ends = [range.min, range.max].map { Rounded.text($0.centimetersPerPixel) }
    let trained = ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
    warn(
      """
      '\(image.file.lastPathComponent)' has \(Rounded.text(sampling.centimetersPerPixel)) cm/px, and the model was trained on \
      \(trained) cm/px: expect it to miss plants and to invent some.
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
