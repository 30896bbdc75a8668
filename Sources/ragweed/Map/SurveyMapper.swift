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
  private let output: OutputOptions
  private let knowledge: FrameKnowledge
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
    output: OutputOptions,
    knowledge: FrameKnowledge
  ) {
    self.model = model
    segmenters = engine.segmenters
    self.folder = folder
    self.journal = journal
    self.output = output
    self.knowledge = knowledge
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
    let survey = try FrameSurvey(usable, options: knowledge.options, folder: folder, card: model.card)
    survey.warnings.forEach(warn)
    let photographs = inspected.filter { $0.videoFrame == nil }
    let byFile = Dictionary(uniqueKeysWithValues: photographs.map { ($0.file, $0) })
    for file in files {
      let progress = ProgressBar()
      do {
        if let frame = byFile[file] {
          try await map(frame, in: survey, progress: progress)
        } else if VideoFile.isVideo(file) {
          try await map(inspected.filter { $0.videoFrame?.video == file }, of: file, in: survey, progress: progress)
        } else if knowledge.sensors == nil || !SurveyedImage.isFrame(file) {
          try await map(SurveyedImage(file, isPlaced: knowledge.sensors != nil), progress: progress)
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
    // A video is decoded as a whole, when all are there.
    if VideoFile.isVideo(file) { return false }
    if figures(of: file) != nil { return true }
    // What the input comes to is counted when all are there.
    let before = summary
    defer { summary = before }
    let progress = ProgressBar()
    do {
      if knowledge.sensors != nil, SurveyedImage.isFrame(file) {
        let frame = try InspectedFrame(file, knowledge: knowledge)
        let isSpoilt = frame.flag(after: [], isUsed: false)?.spoilsPixels ?? false
        guard knowledge.options.useFlagged || !isSpoilt else { return false }
        let survey = try FrameSurvey([frame], options: knowledge.options, folder: folder, card: model.card)
        isPreparing = true
        defer { isPreparing = false }
        try await map(frame, in: survey, progress: progress)
      } else {
        isPreparing = true
        defer { isPreparing = false }
        try await map(SurveyedImage(file, isPlaced: knowledge.sensors != nil), progress: progress)
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
    var inspected: [InspectedFrame] = []
    for file in files {
      do {
        if VideoFile.isVideo(file) {
          for frame in try inspectVideo(file) { add(frame, to: &inspected) }
        } else if SurveyedImage.isFrame(file), knowledge.sensors != nil {
          add(try InspectedFrame(file, knowledge: knowledge), to: &inspected)
        }
      } catch {
        fail("\(error)", file: file)
      }
    }
    let unknown = inspected.count { $0.placement?.lens.basis == .pinhole }
    if unknown > 0 {
      warn(
        """
        The lens distortion of \(unknown) of \(inspected.count) frames is not known and not taken out; a calibration can be \
        given with --camera.
        """
      )
    }
    return inspected
  }

  private func add(_ frame: InspectedFrame, to inspected: inout [InspectedFrame]) {
    if let flag = frame.flag(after: inspected, isUsed: knowledge.options.useFlagged) {
      warn(flag.reason + (flag.used ? " It is used all the same." : " It is left off the map; --use-flagged takes it."))
      summary.flagged.append(flag)
    }
    inspected.append(frame)
  }

  private func inspectVideo(_ file: URL) throws -> [InspectedFrame] {
    let progress = ProgressBar()
    defer { progress.clear() }
    let inspection = try VideoInspection(file, knowledge: knowledge) {
      progress.show($0, of: $1, label: "looking at \(file.lastPathComponent)")
    }
    progress.clear()
    summary.videos.append(inspection.summary)
    inspection.warnings.forEach(warn)
    inspection.failures.forEach { fail($0, file: file) }
    return inspection.frames
  }

  /// Maps the frames of a video, which is decoded once more.
  private func map(
    _ frames: [InspectedFrame],
    of file: URL,
    in survey: FrameSurvey,
    progress: ProgressBar
  ) async throws {
    guard !frames.isEmpty else { return }
    let reader = try VideoReader(path: file.path)
    for frame in frames {
      guard let wanted = frame.videoFrame?.number else { continue }
      var number = -1
      while number < wanted, let moment = try reader.next() { number = moment.number }
      guard number == wanted else {
        throw VisionRuntimeError.notAVideo(path: file.path, reason: "it changed while it was read")
      }
      let picture = try reader.picture()
      do {
        try await map(frame, picture: picture, in: survey, progress: progress)
      } catch {
        progress.clear()
        fail("\(error)", file: frame.file)
      }
    }
  }

  /// Maps a photograph, or takes what an earlier run made of it.
  private func map(_ photograph: InspectedFrame, in survey: FrameSurvey, progress: ProgressBar) async throws {
    if isSpoilt(photograph) { return }
    let (file, orientation) = (photograph.file, photograph.orientation)
    if let earlier = earlierMask(of: file) {
      let needsPixels = knowledge.options.mosaic
      let rgb = needsPixels ? try JPEGFrame(path: file.path, orientation: orientation).picture.rgb : []
      countResumed(file)
      return try put(photograph, earlier, rgb: rgb, in: survey, progress: progress)
    }
    let stamp = FileStamp(file)
    let picture = try JPEGFrame(path: file.path, orientation: orientation).picture
    let mapped = try await segment(photograph, picture, in: survey, progress: progress)
    try writeConfidence(mapped.mask, size: mapped.size, of: file)
    try finish(file, stamp: stamp, figures: mapped.figures)
    try put(photograph, mapped, rgb: picture.rgb, in: survey, progress: progress)
  }

  /// Maps a picture of a video.
  private func map(
    _ frame: InspectedFrame,
    picture: ImageTile,
    in survey: FrameSurvey,
    progress: ProgressBar
  ) async throws {
    if isSpoilt(frame) { return }
    let mapped = try await segment(frame, picture, in: survey, progress: progress)
    try put(frame, mapped, rgb: picture.rgb, in: survey, progress: progress)
  }

  private typealias MappedFrame = (figures: InputFigures, mask: FrameMask, size: PixelSize)

  private func flag(of frame: InspectedFrame) -> FrameFlag? {
    summary.flagged.first { $0.source == frame.name && !$0.used }
  }

  private func isSpoilt(_ frame: InspectedFrame) -> Bool { flag(of: frame)?.spoilsPixels ?? false }

  private func refusal(of frame: InspectedFrame, in survey: FrameSurvey) -> (any Error)? {
    flag(of: frame) == nil ? survey.refusals[frame.name] ?? frame.refusal : nil
  }

  private func segment(
    _ frame: InspectedFrame,
    _ picture: ImageTile,
    in survey: FrameSurvey,
    progress: ProgressBar
  ) async throws -> MappedFrame {
    let image = try SurveyedImage(
      picture,
      file: frame.file,
      placement: survey.placements[frame.name],
      refusal: refusal(of: frame, in: survey)
    )
    var sink = FrameStage(stage: try stage(for: image, map: nil), size: image.source.size)
    let report = try await pipeline(for: image).run(image.source, into: &sink) {
      progress.show($0, of: $1, label: frame.name)
    }
    var figures = try sink.stage.finish(report: report)
    figures.quality = try await checkQuality(of: image)
    return (figures, sink.mask, picture.size)
  }

  /// Lays the mask of a frame on the ground.
  private func put(
    _ frame: InspectedFrame,
    _ mapped: MappedFrame,
    rgb: [UInt8],
    in survey: FrameSurvey,
    progress: ProgressBar
  ) throws {
    let placement = survey.placements[frame.name]
    try checkGroundSampling(placement?.groundSamplingDistance, name: frame.name)
    var input = MapSummary.Input(
      source: frame.name,
      size: mapped.size,
      groundSamplingDistance: placement?.groundSamplingDistance,
      placement: placement,
      isOnMap: false,
      figures: mapped.figures,
      classes: model.card.classes
    )
    if let share = try survey.add(frame.name, mask: mapped.mask, rgb: rgb) { input.take(share) }
    progress.clear()
    summary.add(input, report: mapped.figures.report)
    if let refusal = refusal(of: frame, in: survey) { throw refusal }
  }

  /// The mask of a frame that an earlier run finished; nil where there is none that is whole.
  private func earlierMask(of file: URL) -> MappedFrame? {
    guard let figures = figures(of: file), let classes = try? MaskReader.read(path: maskPath(of: file)),
      let confidence = try? MaskReader.read(path: journal.confidencePath(of: file)),
      let mask = try? FrameMask(classes: classes, confidence: confidence)
    else { return nil }
    return (figures, mask, classes.size)
  }

  private func writeConfidence(_ mask: FrameMask, size: PixelSize, of file: URL) throws {
    let writer = try MaskWriter(
      path: journal.confidencePath(of: file),
      size: size,
      georeference: nil,
      description: "How sure ragweed is of each pixel's class, 0 to 255"
    )
    let none = [Float](repeating: 0, count: mask.confidence.count)
    try writer.append(MaskRows(firstRow: 0, width: size.width, classes: mask.confidence, confidence: none))
    try writer.finish()
  }

  /// Keeps that an input is finished, if it is still what was read.
  private func finish(_ file: URL, stamp: FileStamp?, figures: InputFigures) throws {
    guard stamp == FileStamp(file) else { throw CommandError.changedMeanwhile(path: file.path) }
    try journal.finish(file, stamp: stamp, maskPath: maskPath(of: file), figures: figures)
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
    } else {
      let pipeline = try pipeline(for: image)
      let map = try image.georeference.map { _ in try openMap() }
      var sink = try stage(for: image, map: map)
      try map?.begin()
      do {
        let report = try await pipeline.run(image.source, into: &sink) { progress.show($0, of: $1, label: name) }
        var new = try sink.finish(report: report)
        new.quality = try await checkQuality(of: image)
        figures = new
        guard stamp == FileStamp(image.file) else { throw CommandError.changedMeanwhile(path: image.file.path) }
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

  /// The digits behind the point of a coordinate in degrees, so that it is written to a quarter of a pixel or better.
  ///
  /// 9 below 0.44 cm/px, 8 below 4.4 cm/px, 7 below 44 cm/px; a degree is at most 111.7 km long.
  static func decimals(_ sampling: GroundSamplingDistance) -> Int {
    let digits = -log10(sampling.metersPerPixel / 4 / 111_700)
    return min(max(Int(digits.rounded(.up)), 5), 10)
  }

  /// Ends the map and writes the summary.
  func finish() throws -> MapSummary {
    if let map, !summary.inputs.isEmpty {
      try map.finish(decimals: Self.decimals(finest ?? .centimetersPerPixel(1)))
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
