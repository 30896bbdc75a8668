import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import ResultFiles
import Segmentation
import Telemetry
import VisionRuntime

/// Maps the inputs of a survey one after another into one map.
final class SurveyMapper {
  let model: LoadedModel
  let folder: OutputFolder
  let journal: RunJournal
  /// The least overlap of tiles on orthophotos: a third by itself, since a quarter leaves seams that a model's context shows.
  let overlapInPixels: Int
  /// The least overlap of tiles on photographs: an eighth by itself.
  ///
  /// There are many, and each place lies in several, so that time counts for more than seams.
  let frameOverlapInPixels: Int
  let segmenters: [any Segmenter]
  let rasters: RasterRequest
  let output: ResultRequest
  let knowledge: FrameKnowledge
  var map: MapWriter?
  /// How many patches of each finished input an earlier run left on the map.
  var patchesOnMap: [String: Int] = [:]
  var finest: GroundSamplingDistance?
  var summary: MapSummary
  /// What is told of the first input only, and of the others in one sentence.
  var tally = NoticeTally()
  /// Whether an input is segmented ahead of time, so that warnings and errors wait.
  var isPreparing = false
  /// The inputs that were.
  var prepared: Set<URL> = []
  let start = ContinuousClock.now
  let wording: any SurveyWording
  let observer: any SurveyObserver
  /// The first orthophoto, where it was opened while the engine loaded.
  private var opened: SurveyedImage?

  init(
    model: LoadedModel,
    engine: Engine,
    folder: OutputFolder,
    journal: RunJournal,
    request: MapRequest,
    knowledge: FrameKnowledge,
    opened: SurveyedImage?,
    wording: any SurveyWording,
    observer: any SurveyObserver
  ) {
    self.model = model
    self.opened = opened
    segmenters = engine.segmenters
    self.folder = folder
    self.journal = journal
    rasters = request.rasters
    output = request.results
    self.knowledge = knowledge
    self.wording = wording
    self.observer = observer
    overlapInPixels = request.overlapInPixels ?? (model.card.input.widthInPixels + 2) / 3
    frameOverlapInPixels = request.overlapInPixels ?? model.card.input.widthInPixels / 8
    summary = MapSummary(model: model, engine: engine, folder: folder.url)
    if let notice = engine.notice { warn(.plain(notice)) }
    if let notice = journal.notice { warn(.plain(notice)) }
  }

  /// Maps inputs; what goes wrong with one is told and kept for the summary.
  ///
  /// - Throws: what concerns all of them: a terrain that cannot be read, a folder that cannot be written.
  func map(_ files: [URL]) async throws {
    try takeEarlierMap(files)
    let inspected = await inspect(files)
    let usable = inspected.filter { frame in !summary.flagged.contains { $0.source == frame.name && !$0.used } }
    let survey = try FrameSurvey(usable, options: knowledge.options, folder: folder, card: model.card)
    survey.notices.forEach(warn)
    let photographs = inspected.filter { $0.videoFrame == nil }
    let byFile = Dictionary(uniqueKeysWithValues: photographs.map { ($0.file, $0) })
    await withTaskGroup(of: FrameLine.Numbered.self) { group in
      var line = FrameLine(group: group)
      for file in files {
        do {
          if let frame = byFile[file] {
            await map(frame, in: survey, line: &line)
          } else {
            await finishLine(&line, in: survey)
            if VideoFile.isVideo(file) {
              try await map(inspected.filter { $0.videoFrame?.video == file }, of: file, in: survey, line: &line)
            } else if knowledge.sensors == nil || !SurveyedImage.isFrame(file) {
              try await map(orthophoto(file))
            }
          }
        } catch {
          fail(error, file: file)
        }
      }
      await finishLine(&line, in: survey)
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
    // A video is decoded as a whole, when all are there.
    if VideoFile.isVideo(file) { return false }
    if figures(of: file) != nil { return true }
    // What the input comes to is counted when all are there.
    let before = summary
    defer { summary = before }
    isPreparing = true
    defer { isPreparing = false }
    do {
      if knowledge.sensors != nil, SurveyedImage.isFrame(file) {
        let frame = try InspectedFrame(file, knowledge: knowledge)
        let isSpoilt = frame.flag(after: [], isUsed: false)?.spoilsPixels ?? false
        guard knowledge.options.useFlagged || !isSpoilt else { return false }
        let survey = try FrameSurvey([frame], options: knowledge.options, folder: folder, card: model.card)
        await withTaskGroup(of: FrameLine.Numbered.self) { group in
          var line = FrameLine(group: group)
          await map(frame, in: survey, line: &line)
          await finishLine(&line, in: survey)
        }
      } else {
        try await map(orthophoto(file))
      }
    } catch {
      // `map(_:)` tries again, and tells.
    }
    let isFinished = figures(of: file) != nil
    if isFinished { prepared.insert(file) }
    return isFinished
  }

  func putFrames(_ survey: FrameSurvey) throws {
    let map = try openMap()
    try map.begin()
    for (name, placement) in survey.placements.sorted(by: { $0.key < $1.key }) {
      try map.append(FrameFootprint(source: name, placement: placement))
    }
    try survey.finish(output: output) { feature, patch in
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
    guard knowledge.sensors != nil else { return }
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

  func maskPath(of file: URL) -> String {
    folder.path(of: "\(file.deletingPathExtension().lastPathComponent).mask.tif")
  }

  func overlayPath(of file: URL) -> String {
    folder.path(of: "\(file.deletingPathExtension().lastPathComponent).overlay.jpg")
  }

  /// What an earlier run made of an input; nil where it did not finish or lacks what is asked for.
  ///
  /// - Parameters:
  ///   - file: the input.
  ///   - origin: the video that it comes from; nil where it is a file.
  ///   - place: where it lies, for a picture of a video.
  /// - Returns: its figures.
  func figures(of file: URL, origin: URL? = nil, place: String? = nil) -> InputFigures? {
    guard
      let figures = journal.figures(
        of: file,
        origin: origin ?? file,
        maskPath: maskPath(of: file),
        place: place,
        as: InputFigures.self
      )
    else { return nil }
    return output.qa && figures.quality == nil ? nil : figures
  }

  func checkQuality(of image: SurveyedImage) async throws -> QualityFigures? {
    guard output.qa else { return nil }
    let check = QualityCheck(
      classCount: model.card.classes.count,
      tileInPixels: model.card.input.widthInPixels,
      overlapInPixels: overlapInPixels,
      segmenters: segmenters
    )
    return try await check.figures(of: image.source, maskPath: maskPath(of: image.file))
  }

  /// Refuses a file that is no longer what it was before it was read.
  func check(_ file: URL, is stamp: FileStamp?) throws {
    guard stamp == FileStamp(file) else { throw SurveyMappingError.changedMeanwhile(path: file.path) }
  }

  /// Draws the picture of an input, where it is wanted and not there from an earlier run.
  func drawOverlay(of file: URL, isNew: Bool, source: () throws -> any RasterSource) throws {
    let path = overlayPath(of: file)
    guard output.overlay, isNew || !FileManager.default.fileExists(atPath: path) else { return }
    try OverlayPicture(source(), maskPath: maskPath(of: file)).write(to: path)
  }

  func countResumed(_ file: URL) {
    if !prepared.contains(file) { summary.resumedCount += 1 }
  }

  func pipeline(for image: SurveyedImage) throws -> SegmentationPipeline {
    let grid = try TileGrid(
      imageSize: image.source.size,
      tileInPixels: model.card.input.widthInPixels,
      overlapInPixels: overlapInPixels
    )
    (image.source as? RasterImage)?.keepBlocks(forWindowsOf: grid.tileInPixels)
    return try SegmentationPipeline(grid: grid, classCount: model.card.classes.count, segmenters: segmenters)
  }

  func stage(for image: SurveyedImage, map: MapWriter?) throws -> MaskStage {
    try MaskStage(image: image, maskPath: maskPath(of: image.file), map: map, card: model.card, output: output)
  }

  func map(_ image: SurveyedImage) async throws {
    let name = image.file.lastPathComponent
    let progress = SurveyProgress(name, observer: observer)
    defer { progress.end() }
    let stamp = FileStamp(image.file)
    if let range = (image.source as? RasterImage)?.valueRange { tell(range, of: name) }
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
        let report = try await pipeline.run(image.source, into: &sink) { progress.show($0, of: $1) }
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
      let path = maskPath(of: image.file)
      try journal.finish(image.file, stamp: stamp, maskPath: path, place: nil, figures: figures)
    }
    try putUnfamiliar(figures, of: image)
    progress.end()
    add(
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
    if figures.surveyedPixels == 0 { throw SurveyMappingError.nothingSurveyed(path: image.file.path) }
    if let refusal = image.refusal { throw refusal }
  }

  private func orthophoto(_ file: URL) throws -> SurveyedImage {
    if let opened, opened.file == file {
      self.opened = nil
      return opened
    }
    return try SurveyedImage(
      file,
      isPlaced: knowledge.sensors != nil,
      bands: rasters.bands,
      range: rasters.valueRange,
      scale: knowledge.options.scale
    )
  }

  private func tell(_ range: ValueRange, of name: String) {
    guard isNamed(name, among: range.isStated ? .statedRange : .ownRange) else { return }
    warn(
      .valueRange(
        name: name,
        sampleType: range.sampleType,
        low: range.low,
        high: range.high,
        isStated: range.isStated
      )
    )
  }

  /// What an earlier run made of an orthophoto; nil where its mask or its patches are missing.
  func earlierFigures(of image: SurveyedImage) -> InputFigures? {
    guard let figures = figures(of: image.file) else { return nil }
    guard image.georeference != nil else { return figures }
    let expected = figures.patchCounts.reduce(0, +)
    return map != nil && patchesOnMap[image.file.lastPathComponent, default: 0] == expected ? figures : nil
  }

  func openMap(isContinued: Bool = false) throws -> MapWriter {
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

  func checkGroundSampling(_ sampling: GroundSamplingDistance?, name: String) throws {
    guard let sampling else { return }
    finest = min(finest ?? sampling, sampling)
    guard let range = model.card.groundSampling else { return }
    // One number is what a model was made for, and no model is that fussy.
    let margin = range.min == range.max ? 1.25 : 1.01
    guard sampling * margin < range.min || sampling > range.max * margin else { return }
    let ends = [range.min, range.max].map { Rounded.text($0.centimetersPerPixel) }
    let trained = ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
    guard isNamed(name, among: .groundSampling) else { return }
    warn(
      .plain(
        """
        '\(name)' has \(Rounded.text(sampling.centimetersPerPixel)) cm/px, and the model was trained on \
        \(trained) cm/px: expect it to miss plants and to invent some.
        """
      )
    )
  }

  /// Ends the map and writes the summary.
  func finish() throws -> MapSummary {
    for notice in tally.sentences + summary.unfamiliarityNotices { warn(.plain(notice)) }
    if let map, !summary.inputs.isEmpty {
      try map.finish(decimals: CoordinateDigits.count(for: finest ?? .centimetersPerPixel(1)))
    }
    if summary.resumedCount > 0 {
      let all = summary.inputs.count
      let sentence = "\(summary.resumedCount) of \(all) inputs were taken from the earlier run."
      summary.notices.append(sentence)
      observer.observe(.resumed(count: summary.resumedCount, of: all, sentence: sentence))
    }
    summary.wallTime = ContinuousClock.now - start
    try folder.write(try summary.json() + "\n", as: "summary.json")
    return summary
  }
}
