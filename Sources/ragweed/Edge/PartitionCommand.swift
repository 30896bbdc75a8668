import ArgumentParser
import Documents
import EdgeDeployment
import EdgeMeasurement
import Imagery
import Quantities
import ResultFiles
import SurveyMapping

/// `ragweed partition`: where to cut a network between drone and ground.
struct PartitionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "partition",
    abstract: "Find the cut of a network between a node and a server with the least energy or delay.",
    discussion: """
      Layers before the cut run on the node, the others on the server; what crosses is quantised and sent. The result is \
      needed on the server. With --images the network runs on real images up to each cut, and what crosses is quantised, \
      zipped and counted; at the cuts of the table both halves are run, and their masks compared with those of the whole \
      network, and with --truth. Without them bytes are sizes.

      EXAMPLE: ragweed partition net.graph.json --node jetson-nano --server tesla-v100 --link wifi --bits 8
      EXAMPLE: ragweed partition net.graph.json --node cortex-m4 --server nuc-cpu --link ble --max-delay 5s
      EXAMPLE: ragweed partition weeds-small --node host.json --server nuc-cpu --link wifi --images frames --truth masks
      """
  )

  @Argument(help: ArgumentHelp("An ONNX model or a layer graph.", valueName: "model or graph"))
  var graph: String

  @Option(help: ArgumentHelp("Platform on the drone, an id or a file.", valueName: "id or file"))
  var node: String

  @Option(help: ArgumentHelp("Platform on the ground, an id or a file.", valueName: "id or file"))
  var server: String

  @Option(help: "The link: \(RadioLink.all.map(\.id).joined(separator: ", ")).")
  var link: String

  @Option(
    help: ArgumentHelp("Bits of a value that crosses, 1 to 8; 16 and 32 are sent as they are.", valueName: "bits")
  )
  var bits = 8

  @Option(
    help: "Power of the node while it computes (default: its greatest), such as 10W.",
    transform: Power.init(parsing:)
  )
  var nodePower: Power?

  @Option(help: "Longest delay from image to result, such as 100ms.", transform: Duration.init(parsing:))
  var maxDelay: Duration?

  @Option(help: "Most energy of the node for an image, such as 50mJ.", transform: Energy.init(parsing:))
  var maxEnergy: Energy?

  @Option(help: "What the best cut is chosen by: energy (of the node) or delay.")
  var objective = Partition.Objective.energy

  @Option(help: ArgumentHelp("Size of the image for an ONNX model (default: its own), in pixels.", valueName: "WxH"))
  var resolution: String?

  @Option(help: ArgumentHelp("An image or a folder of images to run the network on.", valueName: "file or folder"))
  var images: String?

  @Option(help: ArgumentHelp("A folder with the true mask of each image, by name.", valueName: "folder"))
  var truth: String?

  @Option(help: ArgumentHelp("Images to run at most, evenly chosen; the middle of each.", valueName: "number"))
  var maxImages = 8

  @OptionGroup(title: "With --images: a model without a card")
  var contract: ContractOptions

  @Option(help: "What runs the halves: auto, opencv or openvino.")
  var engine = Engine.Choice.auto

  @Option(help: "How to print: table or json.")
  var format = DocumentFormat.table

  func validate() throws {
    guard (1...8).contains(bits) || bits == 16 || bits == 32 else {
      throw ValidationError("--bits \(bits) is none of 1 to 8, 16 and 32. Give one of them.")
    }
    guard images == nil || bits <= 8 else {
      throw ValidationError("--images needs values that are quantised. Give --bits 1 to 8.")
    }
    guard truth == nil || images != nil else { throw ValidationError("--truth needs --images. Give both.") }
    guard resolution == nil || images == nil else {
      throw ValidationError("Give only one of --resolution and --images: a model runs on images of its own size.")
    }
    guard maxImages > 0 else { throw ValidationError("--max-images is not above zero. Give 1 or more.") }
  }

  func run() throws {
    guard let radio = RadioLink.named(link) else {
      throw EdgeMeasurementError.unknownLink(id: link, known: RadioLink.all.map(\.id))
    }
    let known = try PlatformCatalog.shipped()
    var request = PartitionRequest(
      graph: try ShippedModel.path(of: graph),
      node: try known.platform(node),
      server: try known.platform(server),
      link: radio
    )
    request.size = try resolution.map(PixelSize.argument)
    (request.bits, request.nodePower, request.objective) = (bits, nodePower, objective)
    (request.longestDelay, request.mostEnergy) = (maxDelay, maxEnergy)
    request.images = images.map { path in
      var images = PartitionRequest.Images(path: path)
      (images.truth, images.most) = (truth, maxImages)
      (images.statements, images.engine) = (contract.statements, engine)
      return images
    }
    let bar = ProgressBar()
    let report = try request.report { bar.show($0, of: $1, label: $2) }
    bar.clear()
    for warning in report.warnings { StandardError.write("Warning: \(warning)") }
    switch format {
    case .json: print(try DocumentSchema.partition.text(of: report.document))
    case .table: print(report.table)
    }
  }
}
