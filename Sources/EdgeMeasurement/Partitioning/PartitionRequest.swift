public import EdgeDeployment
public import Imagery
public import Quantities
public import SurveyMapping

/// A network that is to be cut between a node in the air and a server on the ground.
public struct PartitionRequest: Sendable {
  /// Real images to run the network on.
  public struct Images: Sendable {
    /// An image or a folder of them.
    public var path: String
    /// A folder with the true mask of each, by name; nil for none.
    public var truth: String?
    /// How many to run at most, evenly chosen; the middle of each.
    public var most = 8
    /// What is known of the model beside its card and its file.
    public var statements = ModelStatements()
    /// What runs the halves.
    public var engine = Engine.Choice.auto

    /// Eight images without truth.
    public init(path: String) { self.path = path }
  }
  /// The ONNX model or layer graph.
  public var graph: String
  /// The size of the image, for an ONNX model whose cuts are counted only; nil for its own.
  public var size: PixelSize?
  /// The platform in the air.
  public var node: PlatformModel
  /// The platform on the ground.
  public var server: PlatformModel
  /// The link from node to server.
  public var link: RadioLink
  /// Bits of a value that crosses, 1 to 8; 16 and 32 are sent as they are.
  public var bits = 8
  /// What the node draws while it computes; nil for its greatest power.
  public var nodePower: Power?
  /// The longest delay from image to result; nil for any.
  public var longestDelay: Duration?
  /// The most energy of the node for an image; nil for any.
  public var mostEnergy: Energy?
  /// What the best cut is chosen by.
  public var objective = Partition.Objective.energy
  /// Real images, for which bits must be 8 or less; nil where sizes are counted only.
  public var images: Images?

  /// A network with values of 8 bits, cut for the least energy by sizes only.
  ///
  /// - Parameters:
  ///   - graph: the ONNX model or layer graph.
  ///   - node: the platform in the air.
  ///   - server: the platform on the ground.
  ///   - link: the link from node to server.
  public init(graph: String, node: PlatformModel, server: PlatformModel, link: RadioLink) {
    self.graph = graph
    self.node = node
    self.server = server
    self.link = link
  }

  /// Reads the files, runs the network where there are images, and costs every cut.
  ///
  /// - Parameter progress: told after each image: how many are done, of how many, and which was the last.
  /// - Returns: the cuts, for tables and documents.
  /// - Throws: `FileError`, `EdgeMeasurementError`, `EdgeDeploymentError` where a file cannot be used or no cut meets the
  ///   limits; the engine's error.
  public func report(progress: (Int, Int, String) -> Void = { _, _, _ in }) throws -> PartitionReport {
    // A cut is drawn for the masks; what a network says beside them is made where its features are.
    let network = try GraphFile.load(path: graph, size: size, isWhole: false)
    guard let power = nodePower ?? node.powerMaximumW.map(Power.watts) else {
      throw EdgeMeasurementError.missingPower(platform: node.id)
    }
    let (here, there) = (try LatencyEstimate(of: network, on: node), try LatencyEstimate(of: network, on: server))
    func cuts(_ compressed: [String: Int]?) -> Partition {
      Partition(
        of: network,
        node: here,
        nodePower: power,
        server: there,
        link: link,
        bits: bits,
        compressed: compressed
      )
    }
    var partition = cuts(nil)
    let halves = try images.map { try CutMeter(model: graph, images: $0, bits: bits) }
    let activations = try halves?.activations(of: Set(partition.cuts.flatMap(\.crossing)), progress: progress)
    if let activations { partition = cuts(activations) }
    let best = try partition.best(by: objective, maximumDelay: longestDelay, maximumEnergy: mostEnergy)
    var report = PartitionReport(self, network: network.name, partition: partition, best: best)
    report.warnings = [(node, here), (server, there)].flatMap { EstimateReport(network, $0.0, $0.1).warnings }
    if let halves {
      var measured = PartitionReport.Measured(
        images: halves.images.images.count,
        engine: halves.engineName,
        maskBytes: try halves.maskBytes()
      )
      for cut in report.shown { measured.accuracies[cut.layersBefore] = try halves.accuracy(at: cut) }
      report.measured = measured
    }
    return report
  }
}
