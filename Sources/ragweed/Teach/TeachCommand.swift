import ArgumentParser
import Foundation
import SurveyMapping
import SurveyTeaching

/// `ragweed teach`: labelled pictures in, a network of one's own out.
struct TeachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "teach",
    abstract: "Teach a network your own plants, from labels of some ground.",
    discussion: """
      Labels are shapes that you drew over an orthophoto in QGIS (GeoPackage, Shapefile, GeoJSON; a column says what each \
      is), outlines over frames (LabelMe, COCO, CVAT), or masks named like their pictures. Only what is labelled counts, \
      so a few strokes do. Four frames or blocks of ground are a beginning, eight are better; label what the plant is taken \
      for, too. Seconds on two cores, nothing is sent anywhere.

      EXAMPLE: ragweed teach orthophoto.tif --labels labels.gpkg --output my-ragweed.onnx
      EXAMPLE: ragweed teach frames --labels masks --classes background,ragweed --output my-ragweed.onnx
      Then: ragweed map frames --model my-ragweed.onnx --output map

      What to label: map first, then ragweed teach orthophoto.tif --start map writes a QGIS project with layers to draw in \
      and the places where a label helps most.
      """
  )

  @Argument(help: ArgumentHelp("Pictures, or folders of them.", valueName: "input"), completion: .file())
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp(
      "Write a file to draw labels in and a QGIS project into the folder of a map, and teach nothing yet.",
      valueName: "map-folder"
    ),
    completion: .directory
  )
  var start: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Shapes, outlines, masks or folders of them; several are taken together.", valueName: "path"),
    completion: .file()
  )
  var labels: [String] = []

  @Option(
    help: ArgumentHelp(
      "The classes with commas between them, the background first: the mask's values 0, 1, ..., or the names of shapes "
        + "(default: background,weed for masks, the names that shapes have otherwise).",
      valueName: "names"
    )
  )
  var classes: String?

  @Option(help: ArgumentHelp("The column of the shapes that says what each is.", valueName: "name"))
  var classColumn = "class"

  @Option(
    help: ArgumentHelp(
      "A layer of the labels, or a file, with the ground that you looked at: what no shape covers there is background.",
      valueName: "layer"
    )
  )
  var area: String?

  @Flag(help: "Everything that no shape covers is background.")
  var complete = false

  @Option(
    help: ArgumentHelp(
      "Names of shapes that are background, too (default: ground, soil, crop, other and the like).",
      valueName: "names"
    )
  )
  var background: String?

  @Option(help: ArgumentHelp("The mask value that says nothing.", valueName: "value"))
  var ignore: UInt8 = 255

  @Option(help: ArgumentHelp("The network to begin with: weeds, weeds-small or a file.", valueName: "model"))
  var model = "weeds"

  @Option(help: "What runs the network: auto, opencv or openvino.")
  var engine = Engine.Choice.auto

  @Option(help: ArgumentHelp("What the card calls the network (default: the name of its file).", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("The new network; its card goes beside it.", valueName: "file.onnx"), completion: .file())
  var output: String?

  @Flag(help: "Replace an earlier network, or earlier labels.")
  var overwrite = false

  func validate() throws {
    if start != nil {
      guard labels.isEmpty, output == nil else {
        throw ValidationError("--start only prepares labelling: leave out --labels and --output.")
      }
      return
    }
    if inputs.isEmpty { throw ValidationError("Name the pictures that are labelled, as in teach orthophoto.tif.") }
    if labels.isEmpty { throw ValidationError("Name the labels, as in --labels labels.gpkg.") }
    if output == nil { throw ValidationError("Name the new network, as in --output my-ragweed.onnx.") }
  }

  func run() async throws {
    if let start { return try begin(start) }
    guard let output else { return }
    var request = TeachRequest(
      inputs: inputs,
      labels: labels,
      classes: classes.map(Self.names),
      model: ModelRequest(path: try ShippedModel.path(of: model)),
      output: output,
      programVersion: Ragweed.configuration.version
    )
    request.ignored = ignore
    request.drawn.column = classColumn
    request.drawn.area = area
    request.drawn.isComplete = complete
    request.drawn.background = background.map(Self.names)
    request.engine = engine
    request.name = name
    request.overwrite = overwrite
    let bar = TeachTerminal()
    let summary = try await TeachRun(request) { bar.observe($0) }.run()
    for warning in summary.warnings { StandardError.write("Warning: \(warning)") }
    print(TeachReport(summary).text)
  }

  private func begin(_ map: String) throws {
    var request = LabelStartRequest(map: map, pictures: inputs)
    if let classes { request.classes = Self.names(classes) }
    request.overwrite = overwrite
    let outcome = try LabelStart(request).run()
    print("Written: \(outcome.labels), with \(outcome.draftCount) patches of the map as drafts.")
    print("Written: \(outcome.project). Open it in QGIS, draw, and teach with --labels \(outcome.labels).")
  }

  private static func names(_ text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
