import Documents
import FieldGeometry
import FlightPlanning
import Foundation
import GeoRaster
import Imagery
import Quantities
import ResultFiles
import Segmentation
import Telemetry
import VisionRuntime

/// A survey to be mapped: a request in, events and a summary out.
public struct SurveyRun: Sendable {
  private let request: MapRequest
  private let wording: any SurveyWording
  private let observer: any SurveyObserver

  /// Takes a request.
  ///
  /// - Parameters:
  ///   - request: what is to be mapped.
  ///   - wording: what things are called to the user.
  ///   - observer: who is told what happens.
  public init(_ request: MapRequest, wording: any SurveyWording = PlainWording(), observer: any SurveyObserver) {
    self.request = request
    self.wording = wording
    self.observer = observer
  }

  /// Maps the survey.
  ///
  /// - Returns: what it came to; inputs that failed are listed in it.
  /// - Throws: what concerns all inputs: a model, a terrain or a folder that cannot be used.
  public func run() async throws -> MapSummary {
    MemoryPool.share()
    let inputs = try InputFiles(request.inputs)
    var files = inputs.files
    let watched = try request.watch.map { try WatchedFolder(path: $0.folder, beside: files) }
    let model = try LoadedModel(request.model)
    // OpenVINO takes an eighth of a second to load, on one core; the catalogue, GDAL and the tables of projections take
    // the other.
    async let loading = Engine(
      request.engine,
      precision: request.model.precision,
      device: request.device,
      views: request.views,
      threshold: request.threshold,
      model: model,
      threads: request.threads
    )
    let sensors = SensorTable(catalog: try request.catalog())
    if request.frames.mosaic, let file = files.first(where: { $0.lastPathComponent.hasPrefix("mosaic") }) {
      throw SurveyMappingError.sameStem(first: file.path, second: "mosaic.tif")
    }
    let knowledge = try FrameKnowledge(
      options: request.frames,
      videos: request.videos,
      sensors: request.masksOnly ? nil : sensors,
      names: inputs.names
    )
    try IdleSettings(request, files: files).check()
    try checkPoses(knowledge.poses, files)
    let videoCount = files.count(where: VideoFile.isVideo)
    if request.videos.track != nil, videoCount > 1 {
      throw SurveyMappingError.trackOfSeveralVideos(count: videoCount)
    }
    _ = try request.frames.elevations()
    let boundary = try request.boundary.map { try GroundBoundary(path: $0) }
    let opened = openedOrthophoto(files, boundary: boundary)
    let engine = try await loading
    // Last of all, so that a run that cannot begin leaves no folder behind.
    let folder = try OutputFolder(path: request.output, overwrite: request.overwrite, isResumed: request.resume)
    let journal = try RunJournal(
      in: folder,
      options: try settings(model: model, engine: engine),
      isResumed: request.resume,
      forget: { try folder.removeResults(masks: $0, keeping: files) }
    )
    // What stands for the whole is not to stand beside what it does not tell of.
    try folder.removeSummary()
    let survey = SurveyMapper(
      model: model,
      engine: engine,
      folder: folder,
      journal: journal,
      request: request,
      knowledge: knowledge,
      boundary: boundary,
      opened: opened,
      wording: wording,
      observer: observer
    )
    for notice in inputs.notices { survey.account.warn(.plain(notice)) }
    if let watched, let watch = request.watch {
      try await wait(for: watched, watch, survey: survey, others: files)
      files += watched.arrived
    }
    try await survey.map(files)
    let summary = try survey.finish(files)
    observer.observe(.finishedMap(summary))
    return summary
  }

  /// Refuses a table of poses of which nothing fits.
  ///
  /// What the frames of a video or of a watched folder will be called is not known yet.
  private func checkPoses(_ poses: PoseTable?, _ files: [URL]) throws {
    guard let poses, let path = request.frames.poses, request.watch == nil, !files.contains(where: VideoFile.isVideo),
      let frame = files.first(where: SurveyedImage.isFrame)
    else { return }
    guard poses.matches(files.map(\.lastPathComponent)) == 0 else { return }
    throw SurveyMappingError.noPoseFits(
      path: path,
      named: poses.names.first ?? "",
      frame: frame.lastPathComponent
    )
  }

  /// The first input, where it is an orthophoto that can be opened; what cannot says so when its turn comes.
  private func openedOrthophoto(_ files: [URL], boundary: GroundBoundary?) -> SurveyedImage? {
    guard request.watch == nil, let file = files.first, !VideoFile.isVideo(file), !SurveyedImage.isFrame(file) else {
      return nil
    }
    return try? SurveyedImage(
      file,
      isPlaced: !request.masksOnly,
      rasters: request.rasters,
      boundary: boundary
    )
  }

  /// Segments what arrives in a folder until the user has enough.
  private func wait(
    for folder: WatchedFolder,
    _ watch: WatchRequest,
    survey: SurveyMapper,
    others: [URL]
  ) async throws {
    watch.stop.listen()
    defer { watch.stop.cease() }
    if request.resume { try survey.takeEarlierMap(folder.images + others) }
    observer.observe(.waiting)
    try await folder.forEachArrival(idle: watch.idle, stop: watch.stop) { file in
      let isFinished = await survey.prepare(file)
      observer.observe(.arrived(name: file.lastPathComponent, isSegmented: isFinished))
    } leaveOut: { name in
      let sentence = "'\(name)' is left out, for another input would write the same mask."
      observer.observe(.notice(.plain(sentence), sentence: sentence))
    }
  }

  /// The settings that change results, as the user calls them; the files among them with size and time.
  private func settings(model: LoadedModel, engine: Engine) throws -> [String: String] {
    func stamp(_ path: String?) -> String {
      guard let path else { return "none" }
      return FileStamp(URL(fileURLWithPath: path)).map { "\($0.path), \($0.size), \($0.modified)" } ?? path
    }
    let (frames, results) = (request.frames, request.results)
    var settings: [SurveySetting: String] = [
      .program: request.programVersion,
      .model: stamp(model.path),
      .contract: try DocumentEncoder().document(of: model.card).document,
      .engine: "\(engine.name) \(engine.version)",
      .precision: engine.precision,
      .masksOnly: "\(request.masksOnly)",
      .catalog: stamp(request.catalogPath),
      .poses: stamp(frames.poses),
      .camera: stamp(frames.camera),
      .terrain: stamp(frames.terrain),
      .scale: frames.scale.rawValue,
      .device: request.device.rawValue,
      .cog: "\(results.cog)",
      .minArea: results.minArea.map { "\($0.squareMeters) m2" } ?? "\(results.leastPixels) px",
      .simplify: results.slackText,
    ]
    settings[.views] = request.views == .one ? nil : "\(request.views.rawValue)"
    settings[.threshold] = request.threshold == 0.5 ? nil : "\(request.threshold)"
    settings[.crop] = model.contract.crop
    settings[.boundary] = request.boundary.map(stamp)
    settings[.survey] = results.survey
    settings[.taken] = results.taken
    settings[.overlap] = request.overlapInPixels.map(String.init)
    settings[.bands] = request.rasters.bands.map { "\($0)" }
    settings[.valueRange] = request.rasters.valueRange.map { "\($0)" }
    settings[.noData] = request.rasters.noData.map { "\($0)" }
    settings[.system] = request.rasters.system
    settings[.height] = frames.height.map { "\($0.meters) m" }
    settings[.takeoff] = frames.takeoff.map { "\($0.latitude.degrees), \($0.longitude.degrees)" }
    return Dictionary(uniqueKeysWithValues: settings.map { (wording.name(of: $0.key), $0.value) })
  }
}
