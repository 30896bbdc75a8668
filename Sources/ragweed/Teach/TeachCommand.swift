import ArgumentParser
import Foundation
import SurveyMapping
import SurveyTeaching

/// `ragweed teach`: labelled pictures in, a network of one's own out.
struct TeachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "teach",
    abstract: "Teach a network your own plants, from masks of a few pictures.",
    discussion: """
      Masks are 8-bit images of class numbers, named like their pictures: frame_0012.png for frame_0012.jpg. Value 255 says \
      nothing, so a few strokes do. Pictures without a mask do not count. Four pictures are a beginning, eight are better; \
      label what the plant is taken for, too. Seconds on two cores, nothing is sent anywhere.

      EXAMPLE: ragweed teach frames --labels masks --classes background,ragweed --output my-ragweed.onnx
      Then: ragweed map frames --model my-ragweed.onnx --output map
      """
  )

  @Argument(help: ArgumentHelp("Pictures, or folders of them.", valueName: "input"), completion: .file())
  var inputs: [String]

  @Option(
    help: ArgumentHelp("A folder of masks, or one mask, named like the pictures.", valueName: "folder"),
    completion: .directory
  )
  var labels: String

  @Option(
    help: ArgumentHelp(
      "The names of the mask's values 0, 1, ..., with commas between them; the background first.",
      valueName: "names"
    )
  )
  var classes = "background,weed"

  @Option(help: ArgumentHelp("The mask value that says nothing.", valueName: "value"))
  var ignore: UInt8 = 255

  @Option(help: ArgumentHelp("The network to begin with: weeds, weeds-small or a file.", valueName: "model"))
  var model = "weeds"

  @Option(help: "What runs the network: auto, opencv or openvino.")
  var engine = Engine.Choice.auto

  @Option(help: ArgumentHelp("What the card calls the network (default: the name of its file).", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("The new network; its card goes beside it.", valueName: "file.onnx"), completion: .file())
  var output: String

  @Flag(help: "Replace an earlier network.")
  var overwrite = false

  func run() async throws {
    var request = TeachRequest(
      inputs: inputs,
      labels: labels,
      classes: classes.split(separator: ",", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      },
      model: ModelRequest(path: try ShippedModel.path(of: model)),
      output: output,
      programVersion: Ragweed.configuration.version
    )
    request.ignored = ignore
    request.engine = engine
    request.name = name
    request.overwrite = overwrite
    let bar = TeachTerminal()
    let summary = try await TeachRun(request) { bar.observe($0) }.run()
    for warning in summary.warnings { StandardError.write("Warning: \(warning)") }
    print(TeachReport(summary).text)
  }
}
