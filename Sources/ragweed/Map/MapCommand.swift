import ArgumentParser
import Foundation
import InfestationReporting
import ResultFiles
import SurveyMapping

/// `ragweed map`: images in, masks and a map out.
struct MapCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Map weeds on orthophotos, drone frames and videos.",
    discussion: """
      Writes a mask for each input (0 clean, then the classes, 255 not surveyed), and map.geojson, map.gpkg and \
      summary.json over all of them. Frames are placed by their metadata, those of a video by its track; ground that \
      several frames show is counted once. The shipped models tell weeds from everything else and have never seen ragweed.

      EXAMPLE: ragweed map Samples/synthetic-field/orthophoto.tif --output map
      EXAMPLE: ragweed map frames/ --terrain dem.tif --crop maize --output map --resume
      EXAMPLE: ragweed map DJI_0004.MP4 --every 2m --options farm.yaml --output map

      All options, also those for models of others: ragweed map --help-all
      """
  )

  /// The options that name inputs.
  static let pathOptions: Set<String> = [
    "model", "poses", "camera", "terrain", "track", "catalog", "watch", "boundary",
  ]

  @Argument(help: "GeoTIFF orthophotos, JPEG frames, videos, or folders of them.")
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp(
      "YAML file with any of these options by their long names; the command line wins.",
      valueName: "file"
    )
  )
  var options: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Folder for the results.", valueName: "folder"))
  var output = "ragweed-map"

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Replace the files of an earlier run.")
  var overwrite = false

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Continue an earlier run into the folder.")
  var resume = false

  @Option(help: ArgumentHelp("The language of report.html.", valueName: "en|de|hu", visibility: .hidden))
  var language = PageLanguage.english

  @Option(help: ArgumentHelp("How to print the summary.", valueName: "table|json"))
  var format = DocumentFormat.table

  @OptionGroup(title: "Model")
  var use: UseOptions

  @OptionGroup(title: "Models of others")
  var contract: ContractOptions

  @OptionGroup(title: "Single frames")
  var frames: FrameOptions

  @OptionGroup(title: "Videos")
  var videos: VideoOptions

  @OptionGroup(title: "Orthophotos")
  var rasters: RasterOptions

  @Option(
    help: .value("file", "Map only the ground inside these polygons."),
    completion: .file()
  )
  var boundary: String?

  @OptionGroup(title: "Results")
  var results: OutputOptions

  @OptionGroup(title: "While images arrive")
  var arrival: WatchOptions

  @Option(help: ArgumentHelp("YAML file with further cameras and drones.", valueName: "file", visibility: .hidden))
  var catalog: String?

  @Flag(
    inversion: .prefixedNo,
    exclusivity: .chooseLast,
    help: ArgumentHelp("Write masks and no map; images need not say where they lie.", visibility: .hidden)
  )
  var masksOnly = false

  func validate() throws {
    if inputs.isEmpty, arrival.watch == nil {
      throw ValidationError("There is nothing to map. Name images or folders of them, or a folder with --watch.")
    }
  }

  func run() async throws {
    Interruption.leave(folder: output, sentence: "Stopped. Inputs that are finished are kept; go on with --resume.")
    let summary = try await mapped()
    try writePage(of: summary)
    switch format {
    case .table: print(summary.text)
    case .json: print(try summary.json())
    }
    try StandardStreams.finishOutput()
    if !summary.failures.isEmpty || summary.inputs.isEmpty { throw ExitCode(ExitStatus.data.rawValue) }
    // All files are whole. To take its network and its threads apart, OpenVINO needs as long as for three tiles; the system
    // takes them back at once.
    withExtendedLifetime(summary) {
      _ = fflush(nil)
      _exit(0)
    }
  }

  /// Writes the map as a page for people, where there is one.
  private func writePage(of summary: MapSummary) throws {
    guard summary.hasMap else { return }
    let page = try ReportPage(SurveyMap(path: summary.folder.path), language: language).html()
    try AtomicFile.write(page, to: summary.folder.appendingPathComponent("report.html").path)
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
      model: ModelRequest(path: try ShippedModel.path(of: use.model)),
      output: output,
      threads: use.threads ?? ProcessInfo.processInfo.activeProcessorCount,
      programVersion: Ragweed.configuration.version,
      catalog: { [catalog] in try CatalogLoader.load(userPath: catalog) }
    )
    (request.model.precision, request.model.crop) = (use.precision, use.crop)
    request.model.statements = contract.statements
    request.watch = arrival.request
    (request.overwrite, request.resume, request.masksOnly) = (overwrite, resume, masksOnly)
    (request.engine, request.device) = (use.engine, use.device)
    (request.views, request.threshold, request.overlapInPixels) = (use.views, use.threshold, use.overlap)
    (request.rasters, request.frames, request.videos) = (rasters.request, frames.request, videos.request)
    request.results = results.request
    request.boundary = boundary
    request.catalogPath = catalog
    return request
  }
}
