import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import ResultFiles

/// Maps the inputs of a survey one after another into one map.
final class SurveyMapper {
  let folder: OutputFolder
  let journal: RunJournal
  let map: MapFile
  /// What an earlier run is worth.
  let earlier: Resumption
  /// What the survey has come to.
  let account: SurveyAccount
  let knowledge: FrameKnowledge
  let output: ResultRequest
  let provenance: MapProvenance
  /// When frames that are used were taken, as they say themselves.
  private var moments: [String] = []
  /// How frames are cut into tiles.
  let frameTiles: TilePlan
  let observer: any SurveyObserver
  /// Where labels would teach much, of all inputs so far.
  var labelPlaces: [LabelPlace] = []
  /// How many of them the map shows: an evening's work.
  private static let mostLabelPlaces = 12
  private let orthophotoTiles: TilePlan
  private let rasters: RasterRequest
  /// What of the ground is mapped; nil for all.
  private let boundary: GroundBoundary?
  /// The first orthophoto, where it was opened while the engine loaded.
  private var opened: SurveyedImage?

  init(
    model: LoadedModel,
    engine: Engine,
    folder: OutputFolder,
    journal: RunJournal,
    request: MapRequest,
    knowledge: FrameKnowledge,
    boundary: GroundBoundary?,
    opened: SurveyedImage?,
    wording: any SurveyWording,
    observer: any SurveyObserver
  ) {
    self.opened = opened
    self.boundary = boundary
    self.folder = folder
    self.journal = journal
    self.knowledge = knowledge
    self.observer = observer
    rasters = request.rasters
    output = request.results
    provenance = MapProvenance(request, model: model, engine: engine, folder: folder.url)
    orthophotoTiles = .orthophotos(model.card, engine.segmenters, overlap: request.overlapInPixels)
    frameTiles = .frames(model.card, engine.segmenters, overlap: request.overlapInPixels)
    map = MapFile(in: folder, journal: journal, classes: model.card.classes)
    earlier = Resumption(
      in: folder,
      journal: journal,
      map: map,
      names: knowledge.names,
      needsQuality: request.results.qa
    )
    account = SurveyAccount(
      MapSummary(model: model, engine: engine, folder: folder.url),
      names: knowledge.names,
      wording: wording,
      observer: observer
    )
    if let notice = engine.notice { account.warn(.plain(notice)) }
    if let notice = journal.notice { account.warn(.plain(notice)) }
  }

  /// Maps inputs; what goes wrong with one is told and kept for the summary.
  ///
  /// - Throws: what concerns all of them: a terrain that cannot be read, a folder that cannot be written, a full disk.
  func map(_ files: [URL]) async throws {
    try takeEarlierMap(files)
    let inspection = FrameInspection(
      knowledge: knowledge,
      width: frameTiles.segmenters.count,
      account: account,
      observer: observer
    )
    let inspected = await inspection.frames(of: files)
    let usable = inspected.filter { flag(of: $0) == nil }
    let survey = try frameSurvey(usable)
    survey.notices.forEach(account.warn)
    map.note(survey.placements.min { $0.key < $1.key }?.value.pose.position)
    moments = usable.compactMap(\.metadata.takenAt)
    let photographs = inspected.filter { $0.videoFrame == nil }
    let byFile = Dictionary(uniqueKeysWithValues: photographs.map { ($0.file, $0) })
    await withTaskGroup(of: FrameLine.Numbered.self) { group in
      var line = FrameLine(group: group)
      for file in files where account.fullDisk == nil {
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
          account.fail(error, file: file)
        }
      }
      await finishLine(&line, in: survey)
    }
    if let reason = account.fullDisk { throw reason }
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
    if earlier.figures(of: file) != nil { return true }
    // What the input comes to is counted when all are there, and what fails is told when `map(_:)` tries again.
    try? await account.silently {
      guard knowledge.sensors != nil, SurveyedImage.isFrame(file) else { return try await map(orthophoto(file)) }
      let frame = try InspectedFrame(file, knowledge: knowledge)
      let isSpoilt = frame.flag(after: [], isUsed: false)?.spoilsPixels ?? false
      guard knowledge.options.useFlagged || !isSpoilt else { return }
      let survey = try frameSurvey([frame])
      await withTaskGroup(of: FrameLine.Numbered.self) { group in
        var line = FrameLine(group: group)
        await map(frame, in: survey, line: &line)
        await finishLine(&line, in: survey)
      }
    }
    let isFinished = earlier.figures(of: file) != nil
    if isFinished { earlier.prepare(file) }
    return isFinished
  }

  private func frameSurvey(_ frames: [InspectedFrame]) throws -> FrameSurvey {
    let options = knowledge.options
    return try FrameSurvey(frames, options: options, boundary: boundary, folder: folder, card: frameTiles.card)
  }

  /// Goes on with the map of an earlier run, where there is to be one.
  func takeEarlierMap(_ files: [URL]) throws {
    if knowledge.sensors != nil { try earlier.takeMap(of: files) }
  }

  /// Draws the picture of an input that an earlier run finished, where it is wanted and not there.
  func drawMissingOverlay(of file: URL, source: () throws -> any RasterSource) throws {
    let named = knowledge.names.named(file)
    let path = folder.overlayPath(of: named)
    guard output.overlay, !FileManager.default.fileExists(atPath: path) else { return }
    try OverlayPicture(source(), maskPath: folder.maskPath(of: named)).write(to: path)
  }

  func countResumed(_ file: URL) {
    if earlier.isEarlier(file) { account.countResumed() }
  }

  func checkGroundSampling(_ sampling: GroundSamplingDistance?, name: String) {
    guard let sampling else { return }
    map.note(sampling)
    guard let doubt = frameTiles.card.doubt(about: sampling, name: name) else { return }
    if account.isNamed(name, among: .groundSampling) { account.warn(doubt) }
  }

  /// Tells where nothing came onto the map that was wanted, though every input could be read.
  private func checkMap() {
    let summary = account.summary
    guard knowledge.sensors != nil, !summary.inputs.isEmpty || !summary.flagged.isEmpty, summary.failures.isEmpty,
      !summary.inputs.contains(where: \.isOnMap)
    else { return }
    let flagged = summary.flagged.count(where: { !$0.used })
    account.fail(SurveyMappingError.nothingOnMap(flagged: flagged), file: folder.url)
  }

  /// Ends the map and writes the summary.
  ///
  /// - Parameter files: the inputs.
  /// - Returns: what the survey came to.
  /// - Throws: `FileError`, `GeoRasterError`.
  func finish(_ files: [URL]) throws -> MapSummary {
    checkMap()
    let places = LabelPlace.choose(Self.mostLabelPlaces, of: labelPlaces)
    if !places.isEmpty { try map.open().append(places) }
    try tellSharedGround()
    let facts = provenance.facts(of: account.summary.inputs.filter(\.isOnMap), takenAt: moments)
    if !account.summary.inputs.isEmpty, knowledge.sensors != nil {
      let contents = try map.finish(survey: provenance.title(takenAt: moments), facts: facts)
      if let contents { try writeProject(of: contents, files: files) }
    }
    let pictures = files.filter { !VideoFile.isVideo($0) }
    let paths = pictures.map { (knowledge.names.name(of: $0), folder.relativePath(of: $0)) }
    let summary = account.finish(provenance: facts, paths: Dictionary(paths) { first, _ in first })
    // An earlier run may have had inputs that this one has not, or that fail by now.
    let masks = Set(summary.inputs.map { folder.maskPath(of: URL(fileURLWithPath: $0.source)) })
    try folder.removeMasks(journal.forget { masks.contains(folder.path(of: $0)) }, keeping: files)
    try folder.write(try summary.json() + "\n", as: OutputFolder.summaryName)
    return summary
  }

  private func map(_ image: SurveyedImage) async throws {
    let name = image.name
    let named = knowledge.names.named(image.file)
    let progress = SurveyProgress(name, observer: observer)
    defer { progress.end() }
    let stamp = FileStamp(image.file)
    if image.isOutsideBoundary {
      return account.warn(.plain("'\(name)' lies outside of the boundary and is left out."))
    }
    if let raster = image.raster { try tell(of: raster, name: name) }
    checkGroundSampling(try image.groundSamplingDistance, name: name)
    let figures: InputFigures
    if let known = earlier.figures(of: image) {
      figures = known
      countResumed(image.file)
      try drawMissingOverlay(of: image.file) { image.source }
    } else {
      let job = OrthophotoJob(
        image: image,
        stamp: stamp,
        tiles: orthophotoTiles,
        output: output,
        provenance: provenance,
        maskPath: folder.maskPath(of: named),
        overlayPath: output.overlay ? folder.overlayPath(of: named) : nil
      )
      map.note(try image.position)
      let writer = try image.georeference.map { _ in try map.open() }
      figures = try await job.run(map: writer) { progress.show($0, of: $1) }
      try journal.finish(named, stamp: stamp, maskPath: job.maskPath, place: nil, figures: figures)
    }
    try putTiles(figures, of: image)
    progress.end()
    account.add(
      MapSummary.Input(
        source: name,
        size: image.source.size,
        groundSamplingDistance: try image.groundSamplingDistance,
        placement: image.placement,
        isOnMap: image.georeference != nil,
        figures: figures,
        classes: orthophotoTiles.card.classes
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
      name: knowledge.names.name(of: file),
      isPlaced: knowledge.sensors != nil,
      rasters: rasters,
      boundary: boundary,
      scale: knowledge.options.scale
    )
  }

  private func tell(of raster: RasterImage, name: String) throws {
    if let bands = raster.bandsNamedByFile {
      account.warn(.plain("'\(name)' has red, green and blue in its bands \(bands[0]), \(bands[1]) and \(bands[2])."))
    }
    if let border = try raster.undeclaredBorder() { account.warn(.undeclaredBorder(name: name, border)) }
    // Samples of 8 bits stay what they are, however wide they are written.
    guard let range = raster.valueRange, !range.isEightBits,
      account.isNamed(name, among: range.isStated ? .statedRange : .ownRange)
    else { return }
    account.warn(
      .valueRange(
        name: name,
        sampleType: range.sampleType,
        low: range.low,
        high: range.high,
        isStated: range.isStated
      )
    )
  }
}
