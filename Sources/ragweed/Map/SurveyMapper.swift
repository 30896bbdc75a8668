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
  private let journal: RunJournal
  private let overlapInPixels: Int
  private let segmenters: [any Segmenter]
  private let frames: FrameOptions
  private let output: OutputOptions
  private let poses: PoseTable?
  /// The sensors of known cameras; nil where no map is wanted.
  private let sensors: SensorTable?
  private var map: MapWriter?
  /// How many patches of each finished input an earlier run left on the map.
  private var patchesOnMap: [String: Int] = [:]
  private var finest: GroundSamplingDistance?
  private var summary: MapSummary
  /// Whether an input is segmented ahead of time, so that warnings wait.
  private var isPreparing = false
  /// The inputs that were.
  private var prepared: Set<URL> = []
  private let start = ContinuousClock.now

  init(
    model: LoadedModel,
    engine: Engine,
    folder: OutputFolder,
    journal: RunJournal,
    overlapInPixels: Int?,
    frames: FrameOptions,
    output: OutputOptions,
    poses: PoseTable?,
    sensors: SensorTable?
  ) {
    self.model = model
    segmenters = engine.segmenters
    self.folder = folder
    self.journal = journal
    self.frames = frames
    self.output = output
    self.poses = poses
    self.sensors = sensors
    self.overlapInPixels = overlapInPixels ?? model.card.input.widthInPixels / 4
    summary = MapSummary(model: model, engine: engine)
    if let notice = engine.notice { warn(notice) }
    if let notice = journal.notice { warn(notice) }
  }

  /// Maps inputs; what goes wrong with one is told and kept for the summary.
  ///
  /// - Throws: what concerns all of them: a terrain that cannot be read, a folder that cannot be written.
  func map(_ files: [URL]) async throws {
    try takeEarlierMap(files)
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
          try await map(SurveyedImage(file, isPlaced: sensors != nil), progress: progress)
        }
      } catch {
        progress.clear()
        fail("\(error)", file: file)
      }
    }
    guard !survey.placements.isEmpty else { return }
    try putFrames(survey)
  }

  /// Segments an input ahead of `map(_:)`, which then takes it from the journal.
  ///
  /// What goes wrong is told by `map(_:)`, which tries again.
  ///
  /// - Returns: whether the input is finished.
  func prepare(_ file: URL) async -> Bool {
    if figures(of: file) != nil { return true }
    // What the input comes to is counted when all are there.
    let before = summary
    defer { summary = before }
    let progress = ProgressBar()
    do {
      if let sensors, SurveyedImage.isFrame(file) {
        let frame = try InspectedFrame(file, options: frames, poses: poses, sensors: sensors)
        guard frames.useFlagged || frame.flag(after: [], isUsed: false)?.spoilsPixels != true else { return false }
        let survey = try FrameSurvey([frame], options: frames, folder: folder, card: model.card)
        isPreparing = true
        defer { isPreparing = false }
        try await map(frame, in: survey, progress: progress)
      } else {
        isPreparing = true
        defer { isPreparing = false }
        try await map(SurveyedImage(file, isPlaced: sensors != nil), progress: progress)
      }
    } catch {
      progress.clear()
    }
    let isFinished = figures(of: file) != nil
    if isFinished { prepared.insert(file) }
    return isFinished
  }

  private func putFrames(_ survey: FrameSurvey) throws {
    let map = try openMap()
    try map.begin()
    for (name, placement) in survey.placements.sorted(by: { $0.key < $1.key }) {
      try map.append(FrameFootprint(source: name, placement: placement))
    }
    try survey.finish(isCloudOptimized: output.cog) { feature, patch in
      let isSmall = output.isTooSmall(patch.area)
      if !isSmall { try map.append(feature) }
      summary.count(patch, source: feature.source, isSmall: isSmall)
    } cover: {
      try map.append($0)
    }
    try map.commit()
  }

  /// Goes on with the map of an earlier run: what comes from inputs that are finished stays, the rest goes.
  func takeEarlierMap(_ files: [URL]) throws {
    guard sensors != nil else { return }
    if map == nil, journal.isContinued, try journal.bringBackMap(from: folder.path(of: "map.gpkg")) {
      // A map that cannot be read is made anew, and with it all inputs that are on it.
      _ = try? openMap(isContinued: true)
    }
    guard let map else { return }
    let finished = files.filter { file in
      // Frames are laid on the ground anew: which of them is seen where depends on all.
      guard !SurveyedImage.isFrame(file), let figures = figures(of: file) else { return false }
      return map.patchCounts[file.lastPathComponent, default: 0] == figures.patchCounts.reduce(0, +)
    }
    let names = Set(finished.map(\.lastPathComponent))
    patchesOnMap = map.patchCounts.filter { names.contains($0.key) }
    try map.keep(only: names)
  }

  private func maskPath(of file: URL) -> String {
    folder.path(of: "\(file.deletingPathExtension().lastPathComponent).mask.tif")
  }

  /// What an earlier run made of an input; nil where it did not finish or lacks what is asked for.
  private func figures(of file: URL) -> InputFigures? {
    guard let figures = journal.figures(of: file, maskPath: maskPath(of: file)) else { return nil }
    return output.qa && figures.quality == nil ? nil : figures
  }

  private func checkQuality(of image: SurveyedImage) async throws -> QualityFigures? {
    guard output.qa else { return nil }
    let check = QualityCheck(
      classCount: model.card.classes.count,
      tileInPixels: model.card.input.widthInPixels,
      overlapInPixels: overlapInPixels,
      segmenters: segmenters
    )
    return try await check.figures(of: image.source, maskPath: maskPath(of: image.file))
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
    let refusal = flag == nil ? survey.refusals[frame.name] ?? frame.refusal : nil
    let placement = survey.placements[frame.name]
    try checkGroundSampling(placement?.groundSamplingDistance, name: frame.name)
    let frameMask: FrameMask
    let figures: InputFigures
    let size: PixelSize
    var rgb: [UInt8] = []
    if let earlier = earlierMask(of: frame.file) {
      (figures, frameMask, size) = (earlier.figures, earlier.mask, earlier.size)
      if self.frames.mosaic { rgb = try JPEGFrame(path: frame.file.path, orientation: frame.orientation).rgb }
      countResumed(frame.file)
      try drawOverlay(of: frame.file, isNew: false) {
        try JPEGFrame(path: frame.file.path, orientation: frame.orientation)
      }
    } else {
      let stamp = FileStamp(frame.file)
      let pixels = try JPEGFrame(path: frame.file.path, orientation: frame.orientation)
      try check(frame.file, is: stamp)
      let image = try SurveyedImage(pixels, file: frame.file, placement: placement, refusal: refusal)
      var sink = FrameStage(stage: try stage(for: image, map: nil), size: image.source.size)
      let report = try await pipeline(for: image).run(image.source, into: &sink) {
        progress.show($0, of: $1, label: frame.name)
      }
      var new = try sink.stage.finish(report: report)
      new.quality = try await checkQuality(of: image)
      (figures, frameMask, size, rgb) = (new, sink.mask, pixels.size, pixels.rgb)
      try frameMask.writeConfidence(size: size, to: journal.confidencePath(of: frame.file))
      try drawOverlay(of: frame.file, isNew: true) { pixels }
      try finish(frame.file, stamp: stamp, figures: figures)
    }
    var input = MapSummary.Input(
      source: frame.name,
      size: size,
      groundSamplingDistance: placement?.groundSamplingDistance,
      placement: placement,
      isOnMap: false,
      figures: figures,
      classes: model.card.classes
    )
    if let share = try survey.add(frame.name, mask: frameMask, rgb: rgb) { input.take(share) }
    progress.clear()
    summary.add(input, report: figures.report)
    if let refusal { throw refusal }
  }

  /// The mask of a frame that an earlier run finished; nil where there is none that is whole.
  private func earlierMask(of file: URL) -> (figures: InputFigures, mask: FrameMask, size: PixelSize)? {
    guard let figures = figures(of: file), let classes = try? MaskReader.read(path: maskPath(of: file)),
      let confidence = try? MaskReader.read(path: journal.confidencePath(of: file)),
      let mask = try? FrameMask(classes: classes, confidence: confidence)
    else { return nil }
    return (figures, mask, classes.size)
  }

  /// Refuses a file that is no longer what it was before it was read.
  private func check(_ file: URL, is stamp: FileStamp?) throws {
    guard stamp == FileStamp(file) else { throw CommandError.changedMeanwhile(path: file.path) }
  }

  private func finish(_ file: URL, stamp: FileStamp?, figures: InputFigures) throws {
    try journal.finish(file, stamp: stamp, maskPath: maskPath(of: file), figures: figures)
  }

  /// Draws the picture of an input, where it is wanted and not there from an earlier run.
  private func drawOverlay(of file: URL, isNew: Bool, source: () throws -> any RasterSource) throws {
    let path = folder.path(of: "\(file.deletingPathExtension().lastPathComponent).overlay.jpg")
    guard output.overlay, isNew || !FileManager.default.fileExists(atPath: path) else { return }
    try OverlayPicture(source(), maskPath: maskPath(of: file)).write(to: path)
  }

  private func countResumed(_ file: URL) {
    if !prepared.contains(file) { summary.resumedCount += 1 }
  }

  private func pipeline(for image: SurveyedImage) throws -> SegmentationPipeline {
    let grid = try TileGrid(
      imageSize: image.source.size,
      tileInPixels: model.card.input.widthInPixels,
      overlapInPixels: overlapInPixels
    )
    return try SegmentationPipeline(grid: grid, classCount: model.card.classes.count, segmenters: segmenters)
  }

  private func stage(for image: SurveyedImage, map: MapWriter?) throws -> MaskStage {
    try MaskStage(image: image, maskPath: maskPath(of: image.file), map: map, card: model.card, output: output)
  }

  private func fail(_ sentence: String, file: URL) {
    let sentence = PlainText.line(sentence)
    StandardError.write("Error: \(sentence)")
    summary.failures.append(MapSummary.Failure(source: file.lastPathComponent, reason: sentence))
  }

  private func warn(_ sentence: String) {
    if isPreparing { return }
    let sentence = PlainText.line(sentence)
    StandardError.write("Warning: \(sentence)")
    summary.notices.append(sentence)
  }

  private func map(_ image: SurveyedImage, progress: ProgressBar) async throws {
    let name = image.file.lastPathComponent
    let stamp = FileStamp(image.file)
    try checkGroundSampling(image.groundSamplingDistance, name: name)
    let figures: InputFigures
    if let earlier = earlierFigures(of: image) {
      figures = earlier
      countResumed(image.file)
      try drawOverlay(of: image.file, isNew: false) { image.source }
    } else {
      let pipeline = try pipeline(for: image)
      let map = try image.georeference.map { _ in try openMap() }
      var sink = try stage(for: image, map: map)
      try map?.begin()
      do {
        let report = try await pipeline.run(image.source, into: &sink) { progress.show($0, of: $1, label: name) }
        try check(image.file, is: stamp)
        var new = try sink.finish(report: report)
        new.quality = try await checkQuality(of: image)
        figures = new
        try drawOverlay(of: image.file, isNew: true) { image.source }
        try map?.commit()
      } catch {
        map?.rollback()
        throw error
      }
      try finish(image.file, stamp: stamp, figures: figures)
    }
    progress.clear()
    summary.add(
      MapSummary.Input(
        source: name,
        size: image.source.size,
        groundSamplingDistance: try image.groundSamplingDistance,
        placement: image.placement,
        isOnMap: image.georeference != nil,
        figures: figures,
        classes: model.card.classes
      ),
      report: figures.report
    )
    if figures.surveyedPixels == 0 { throw CommandError.nothingSurveyed(path: image.file.path) }
    if let refusal = image.refusal { throw refusal }
  }

  /// What an earlier run made of an orthophoto; nil where its mask or its patches are missing.
  private func earlierFigures(of image: SurveyedImage) -> InputFigures? {
    guard let figures = figures(of: image.file) else { return nil }
    guard image.georeference != nil else { return figures }
    let expected = figures.patchCounts.reduce(0, +)
    return map != nil && patchesOnMap[image.file.lastPathComponent, default: 0] == expected ? figures : nil
  }

  private func openMap(isContinued: Bool = false) throws -> MapWriter {
    if let map { return map }
    let map = try MapWriter(
      geoJSONPath: folder.path(of: "map.geojson"),
      geoPackagePath: folder.path(of: "map.gpkg"),
      stagingPath: journal.mapPath,
      isContinued: isContinued,
      classes: model.card.classes
    )
    self.map = map
    return map
  }

  private func checkGroundSampling(_ sampling: GroundSamplingDistance?, name: String) throws {
    guard let sampling else { return }
    finest = min(finest ?? sampling, sampling)
    guard let range = model.card.groundSampling else { return }
    // One number is what a model was made for, and no model is that fussy.
    let margin = range.min == range.max ? 1.25 : 1.01
    guard sampling * margin < range.min || sampling > range.max * margin else { return }
    let ends = [range.min, range.max].map { Rounded.text($0.centimetersPerPixel) }
    let trained = ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
    warn(
      """
      '\(name)' has \(Rounded.text(sampling.centimetersPerPixel)) cm/px, and the model was trained on \
      \(trained) cm/px: expect it to miss plants and to invent some.
      """
    )
  }

  /// Ends the map and writes the summary.
  func finish() throws -> MapSummary {
    if let map, !summary.inputs.isEmpty {
      try map.finish(decimals: CoordinateDigits.count(for: finest ?? .centimetersPerPixel(1)))
    }
    if summary.resumedCount > 0 {
      let all = summary.inputs.count
      summary.notices.append("\(summary.resumedCount) of \(all) inputs were taken from the earlier run.")
      StandardError.write("\(summary.resumedCount) of \(all) inputs were taken from the earlier run.")
    }
    summary.wallTime = ContinuousClock.now - start
    try folder.write(try summary.json() + "\n", as: "summary.json")
    return summary
  }
}
