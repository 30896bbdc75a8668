import ArgumentParser
import Foundation
import Quantities
import VisionRuntime

/// `ragweed map`: images in, masks and a map out.
struct MapCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Map weeds on orthophotos and drone frames.",
    discussion: """
      For each input a mask is written (0 clean, then the classes, 255 not surveyed); over all of them map.geojson, \
      map.gpkg and summary.json. Single frames are placed by their own metadata, good to some metres; ground that \
      several frames show is counted once. Frames that are blurred, black, repeated or written by another program are \
      listed, not used. The shipped model tells weeds from everything else and has never \
      seen ragweed.

      EXAMPLE: ragweed map Samples/synthetic-field/orthophoto.tif --output map
      EXAMPLE: ragweed map field.tif --model other.onnx --classes background,weed --std 255,255,255 --output map
      EXAMPLE: ragweed map frames/ --terrain dem.tif --mosaic --output map --overwrite
      """
  )

  @Argument(help: "GeoTIFF orthophotos, JPEG frames, or folders of them.")
  var inputs: [String]

  @Option(name: .shortAndLong, help: "The folder for the results.")
  var output = "ragweed-map"

  @Option(help: "weeds, weeds-small (default), or an ONNX file; what its card does not say, options below do.")
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
    help: ArgumentHelp("The least overlap of neighbouring tiles. A quarter of a tile otherwise.", valueName: "px")
  )
  var overlap: Int?

  @Option(help: "How many cores to use. All of them otherwise.")
  var threads: Int?

  @OptionGroup(title: "Models of others")
  var contract: ContractOptions

  @OptionGroup(title: "Orthophotos")
  var rasters: RasterOptions

  @OptionGroup(title: "Single frames")
  var frames: FrameOptions

  @Option(help: "A YAML file with further cameras and drones.")
  var catalog: String?

  @Flag(help: "Write masks and no map: images need not say where they lie.")
  var masksOnly = false

  @Flag(help: "Replace the files of an earlier run.")
  var overwrite = false

  @Option(help: "How to print the summary.")
  var format = DocumentFormat.table

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads is \(threads). Give at least 1.") }
  }

  func run() async throws {
    let files = try InputFiles.collect(inputs)
    let model = try LoadedModel(path: model, precision: precision, options: contract)
    let sensors = try SensorTable(catalogPath: catalog)
    if frames.mosaic, let file = files.first(where: { $0.lastPathComponent.hasPrefix("mosaic") }) {
      throw CommandError.sameStem(first: file.path, second: "mosaic.tif")
    }
    let poses = try frames.poseTable()
    _ = try frames.elevations()
    let cores = threads ?? ProcessInfo.processInfo.activeProcessorCount
    let engine = try Engine(engine, precision: precision, device: device, model: model, threads: cores)
    // Last of all, so that a command that cannot run leaves no folder behind.
    let folder = try OutputFolder(path: output, overwrite: overwrite)
    let survey = SurveyMapper(
      model: model,
      engine: engine,
      folder: folder,
      overlapInPixels: overlap,
      rasters: rasters,
      frames: frames,
      poses: poses,
      sensors: masksOnly ? nil : sensors
    )
    try await survey.map(files)
    let summary = try survey.finish()
    switch format {
    case .table: print(summary.text(folder: folder))
    case .json: print(try summary.json())
    }
    if !summary.failures.isEmpty || summary.inputs.isEmpty { throw ExitCode(1) }
  }
}
