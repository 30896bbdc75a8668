public import EdgeDeployment
public import FlightPlanning
public import Imagery
public import Quantities

/// A network whose latency on a board is to be estimated.
public struct EstimateRequest: Sendable {
  /// The ONNX model or layer graph.
  public var graph: String
  /// The size of the image, for an ONNX model; nil for its own.
  public var size: PixelSize?
  /// The board.
  public var platform: PlatformModel
  /// The summary.json of a plan, to tell whether the network keeps up; nil for none.
  public var plan: String?
  /// Inferences for a picture of the plan, 1 or more.
  public var inferencesPerPicture = 1
  /// What the board draws from the drone's battery; nil for its greatest power.
  public var power: Power?
  /// Loads the drones that are known, one of which flies the plan.
  public var drones: @Sendable () throws -> Catalog

  /// A network on a board, without a plan.
  ///
  /// - Parameters:
  ///   - graph: the ONNX model or layer graph.
  ///   - platform: the board.
  ///   - drones: loads the drones that are known.
  public init(graph: String, platform: PlatformModel, drones: @escaping @Sendable () throws -> Catalog) {
    self.graph = graph
    self.platform = platform
    self.drones = drones
  }

  /// Reads the files and estimates.
  ///
  /// - Returns: the estimate, for tables and documents.
  /// - Throws: `FileError`, `EdgeMeasurementError`, `EdgeDeploymentError` where a file cannot be used.
  public func report() throws -> EstimateReport {
    let network = try GraphFile.load(path: graph, size: size)
    let estimate = try LatencyEstimate(of: network, on: platform)
    let pace = try plan.map { path in
      try PlanPace(
        path: path,
        latency: estimate.latency,
        isBound: platform.isRooflineOnly || !network.unknown.isEmpty,
        inferencesPerPicture: inferencesPerPicture,
        power: power ?? platform.powerMaximumW.map(Power.watts),
        drones: drones
      )
    }
    return EstimateReport(network, platform, estimate, pace)
  }
}
