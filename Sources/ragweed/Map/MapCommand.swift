import ArgumentParser
import FieldGeometry
import Foundation
import Imagery
import Quantities
import ResultFiles
import Segmentation
import VisionRuntime

/// `ragweed map`: images in, masks and a map out.
struct MapCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Map weeds on orthophotos, drone frames and videos.",
    discussion: """
      For each input a mask is written (0 clean, then the classes, 255 not surveyed); over all of them map.geojson, \
      map.gpkg and summary.json. Single frames are placed by their own metadata, good to some metres; ground that \
      several frames show is counted once. Frames that are blurred, black, repeated or written by another program are \
      listed, not used. Of a video the sharpest picture near each step is mapped like a frame, placed by the track beside it \
      (.SRT). The shipped model tells weeds from everything else and has never \
      seen ragweed.

      EXAMPLE: ragweed map Samples/synthetic-field/orthophoto.tif --output map
      EXAMPLE: ragweed map field.tif --model other.onnx --classes background,weed --std 255,255,255 --output map
      EXAMPLE: ragweed map DJI_0004.MP4 --every 2m --output map
      EXAMPLE: ragweed map frames/ --terrain dem.tif --mosaic --output map --overwrite
      EXAMPLE: ragweed map frames/ --output map --resume
      EXAMPLE: ragweed map field.tif --threshold 0.3 --views 8 --output map
      EXAMPLE: ragweed map field.tif --crop maize --output map
      EXAMPLE: ragweed map --watch /media/card/DCIM --watch-idle 60s --output map
      """
  )

  @Argument(help: "GeoTIFF orthophotos, JPEG frames, videos with their .SRT beside them, or folders of them.")
  var inputs: [String] = []

  @OptionGroup(title: "While images arrive")
  var arrival: WatchOptions

  @Option(name: .shortAndLong, help: "The folder for the results.")
  var output = "ragweed-map"

  @Option(
    help:
      "weeds, weeds-small (default), ragweed-synthetic (knows drawings only), or an ONNX file; what its card does not say, options below do."
  )
  var model: String?

  @Option(help: "What runs the model; auto takes OpenVINO where it is installed.")
  var engine = Engine.Choice.auto

  @Option(
    help:
      "What it computes in; auto is f32, the same mask everywhere. OpenCV has f32 only; int8 takes <stem>.int8.onnx."
  )
  var precision = InferencePrecision.auto

  @Option(help: "Where it computes: cpu, or cuda with an OpenCV that was built for it.")
  var device = Engine.Device.cpu

  @Option(
    help: ArgumentHelp(
      "The least overlap of neighbouring tiles. A third of a tile on orthophotos and an eighth on frames otherwise.",
      valueName: "px"
    )
  )
  var overlap: Int?

  @Option(
    help: ArgumentHelp(
      "From how many sides to look at each tile: also turned (2), mirrored (4), and both (8). Errs less on new fields, takes as many times as long.",
      valueName: "1|2|4|8"
    )
  )
  var views = TileViews.one

  @Option(
    help: ArgumentHelp(
      "From which probability on a pixel is not background. Less finds more plants and more that are none.",
      valueName: "probability"
    )
  )
  var threshold = 0.5

  @Option(
    help: ArgumentHelp(
      "The crop that stands, where the model knows it ('ragweed model' says which): other crops are weeds then. none where no crop stands.",
      valueName: "name"
    )
  )
  var crop: String?

  @Option(help: "How many cores to use. All of them otherwise.")
  var threads: Int?

  @OptionGroup(title: "Models of others")
  var contract: ContractOptions

  @OptionGroup(title: "Orthophotos")
  var rasters: RasterOptions

  @OptionGroup(title: "Single frames")
  var frames: FrameOptions

  @OptionGroup(title: "Videos")
  var videos: VideoOptions

  @Option(help: "A YAML file with further cameras and drones.")
  var catalog: String?

  @Flag(help: "Write masks and no map: images need not say where they lie.")
  var masksOnly = false

  @OptionGroup(title: "Output")
  var results: OutputOptions

  @Flag(help: "Replace the files of an earlier run.")
  var overwrite = false

  @Flag(help: "Go on where an earlier run into the folder ended, however it ended; begins where there was none.")
  var resume = false

  @Option(help: "How to print the summary.")
  var format = DocumentFormat.table

  func validate() throws {
    if inputs.isEmpty, arrival.watch == nil {
      throw ValidationError("There is nothing to map. Name images or folders of them, or a folder with --watch.")
    }
    guard threshold > 0, threshold < 1 else {
      throw ValidationError("--threshold is \(threshold). Give a probability between 0 and 1.")
    }
    if let threads, threads < 1 { throw ValidationError("--threads is \(threads). Give at least 1.") }
  }

  func run() async throws {
    MemoryPool.share()
    var files = try InputFiles.collect(inputs)
    let watched = try arrival.watch.map { try WatchedFolder(path: $0, beside: files) }
    let model = try LoadedModel(path: model, precision: precision, options: contract, crop: crop)
    let cores = threads ?? ProcessInfo.processInfo.activeProcessorCount
    // OpenVINO takes an eighth of a second to load, on one core; the catalogue, GDAL and the tables of projections take
    // the other.
    async let loading = Engine(
      engine,
      precision: precision,
      device: device,
      views: views,
      threshold: threshold,
      model: model,
      threads: cores
    )
    let sensors = try SensorTable(catalogPath: catalog)
    if frames.mosaic, let file = files.first(where: { $0.lastPathComponent.hasPrefix("mosaic") }) {
      throw CommandError.sameStem(first: file.path, second: "mosaic.tif")
    }
    let knowledge = try FrameKnowledge(options: frames, videos: videos, sensors: masksOnly ? nil : sensors)
    let videoCount = files.count(where: VideoFile.isVideo)
    if videos.track != nil, videoCount > 1 { throw CommandError.trackOfSeveralVideos(count: videoCount) }
    _ = try frames.elevations()
    let opened = openedOrthophoto(files)
    let engine = try await loading
    // Last of all, so that a command that cannot run leaves no folder behind.
    let folder = try OutputFolder(path: output, overwrite: overwrite, isResumed: resume)
    let journal = try RunJournal(
      in: folder,
      options: try resultOptions(model: model, engine: engine),
      isResumed: resume
    )
    let survey = SurveyMapper(
      model: model,
      engine: engine,
      folder: folder,
      journal: journal,
      overlapInPixels: overlap,
      rasters: rasters,
      output: results,
      knowledge: knowledge,
      opened: opened
    )
    if let watched {
      try await wait(for: watched, survey: survey, others: files)
      files += watched.arrived
    }
    try await survey.map(files)
    let summary = try survey.finish()
    switch format {
    case .table: print(summary.text(folder: folder))
    case .json: print(try summary.json())
    }
    if !summary.failures.isEmpty || summary.inputs.isEmpty { throw ExitCode(1) }
    // All files are whole. To take its network and its threads apart, OpenVINO needs as long as for three tiles; the system
    // takes them back at once.
    withExtendedLifetime(survey) {
      _ = fflush(nil)
      _exit(0)
    }
  }

  /// The first input, where it is an orthophoto that can be opened; what cannot says so when its turn comes.
  private func openedOrthophoto(_ files: [URL]) -> SurveyedImage? {
    guard arrival.watch == nil, let file = files.first, !VideoFile.isVideo(file), !SurveyedImage.isFrame(file) else {
      return nil
    }
    return try? SurveyedImage(file, isPlaced: !masksOnly, bands: rasters.bands, range: rasters.valueRange)
  }

  /// Segments what arrives in a folder until the user has enough.
  private func wait(for folder: WatchedFolder, survey: SurveyMapper, others: [URL]) async throws {
    let stop = StopRequest()
    let sources = stop.listen()
    defer { sources.forEach { $0.cancel() } }
    if resume { try survey.takeEarlierMap(folder.images + others) }
    StandardError.write("Waiting for images; Ctrl-C ends with the map of what came.")
    try await folder.forEachArrival(idle: arrival.watchIdle, stop: stop) { file in
      let isFinished = await survey.prepare(file)
      StandardError.write("\(file.lastPathComponent): \(isFinished ? "segmented" : "put off to the end")")
    }
  }

  /// The options that change results, as a user calls them; the files among them with size and time.
  private func resultOptions(model: LoadedModel, engine: Engine) throws -> [String: String] {
    func stamp(_ path: String?) -> String {
      guard let path else { return "none" }
      return FileStamp(URL(fileURLWithPath: path)).map { "\($0.path), \($0.size), \($0.modified)" } ?? path
    }
    let place = frames.takeoff.map { "\($0.latitude.degrees), \($0.longitude.degrees)" }
    var options: [String: String] = [
      "ragweed": Ragweed.configuration.version,
      "--model": stamp(model.path),
      "the model's contract": try JSONText.of(model.card),
      "--engine": "\(engine.name) \(engine.version)",
      "--precision": engine.precision,
      "--masks-only": "\(masksOnly)",
      "--catalog": stamp(catalog),
      "--poses": stamp(frames.poses),
      "--camera": stamp(frames.camera),
      "--terrain": stamp(frames.terrain),
    ]
    options["--scale"] = frames.scale.rawValue
    options["--device"] = device.rawValue
    options["--views"] = views == .one ? nil : "\(views.rawValue)"
    options["--threshold"] = threshold == 0.5 ? nil : "\(threshold)"
    options["--crop"] = model.contract.crop
    options["--overlap"] = overlap.map(String.init)
    options["--bands"] = rasters.bands.map { "\($0)" }
    options["--value-range"] = rasters.valueRange.map { "\($0)" }
    options["--height"] = frames.height.map { "\($0.meters) m" }
    options["--takeoff"] = place
    return options.merging(results.resultOptions) { first, _ in first }
  }
}
