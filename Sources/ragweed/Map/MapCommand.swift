import ArgumentParser
import Foundation
import Segmentation
import SurveyMapping
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
    if arrival.watch == nil {
      Interruption.endProgram(
        folder: output,
        sentence: "Stopped. Inputs that are finished are kept; go on with --resume."
      )
    }
    let summary = try await mapped()
    switch format {
    case .table: print(summary.text)
    case .json: print(try summary.json())
    }
    try StandardStreams.finishOutput()
    if !summary.failures.isEmpty || summary.inputs.isEmpty { throw ExitCode(1) }
    // All files are whole. To take its network and its threads apart, OpenVINO needs as long as for three tiles; the system
    // takes them back at once.
    withExtendedLifetime(summary) {
      _ = fflush(nil)
      _exit(0)
    }
  }

  private func mapped() async throws -> MapSummary {
    do {
      return try await SurveyRun(request(), wording: OptionWording(), observer: MapTerminal()).run()
    } catch let error as ModelError {
      // Which crop is no crop only the model can tell.
      switch error {
      case .noCrops, .unknownCrop: throw ValidationError(OptionSentence.of(error))
      default: throw error
      }
    }
  }

  private func request() throws -> MapRequest {
    var request = MapRequest(
      inputs: inputs,
      model: ModelRequest(path: try ShippedModel.path(of: model)),
      output: output,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount,
      programVersion: Ragweed.configuration.version,
      catalog: { [catalog] in try CatalogLoader.load(userPath: catalog) }
    )
    (request.model.precision, request.model.crop) = (precision, crop)
    request.model.statements = contract.statements
    request.watch = arrival.request
    (request.overwrite, request.resume, request.masksOnly) = (overwrite, resume, masksOnly)
    (request.engine, request.device) = (engine, device)
    (request.views, request.threshold, request.overlapInPixels) = (views, threshold, overlap)
    (request.rasters, request.frames, request.videos) = (rasters.request, frames.request, videos.request)
    request.results = results.request
    request.catalogPath = catalog
    return request
  }
}
