import EdgeDeployment
public import FlightPlanning
public import Quantities

/// Which network on which board: tables of candidates, and limits that they must meet.
public struct SelectionRequest: Sendable {
  /// The CSV file of networks.
  public var networks: String
  /// A CSV or JSON file of platforms; nil for the known ones with a price.
  public var platforms: String?
  /// The platforms that are known by their ids.
  public var known: PlatformCatalog
  /// The longest latency of an image; nil for any.
  public var longestLatency: Duration?
  /// The least accuracy, 0 to 1; nil for any.
  public var leastAccuracy: Double?
  /// The highest price of the board; nil for any.
  public var highestCost: Money?
  /// The highest power of the board; nil for any.
  public var highestPower: Power?
  /// The summary.json of a plan, whose framerate sets the longest latency; nil for none.
  public var plan: String?
  /// Inferences for a picture of the plan, 1 or more.
  public var inferencesPerPicture = 1
  /// Loads the drones that are known, one of which flies the plan.
  public var drones: @Sendable () throws -> Catalog

  /// A request without limits.
  ///
  /// - Parameters:
  ///   - networks: the CSV file of networks.
  ///   - known: the platforms that are known by their ids.
  ///   - drones: loads the drones that are known.
  public init(networks: String, known: PlatformCatalog, drones: @escaping @Sendable () throws -> Catalog) {
    self.networks = networks
    self.known = known
    self.drones = drones
  }

  /// Reads the tables and judges the candidates.
  ///
  /// - Returns: the candidates with their verdicts, for tables, documents and pictures.
  /// - Throws: `FileError`, `EdgeMeasurementError`, `EdgeDeploymentError` where a file cannot be used.
  public func report() throws -> SelectionReport {
    let mission = try plan.map(PlanSummaryFile.load)
    let pace = mission.map { Duration.bounded(seconds: 1 / ($0.framerate * Double(inferencesPerPicture))) }
    let latencies = [longestLatency, pace].compactMap(\.self).map(Requirement.Figure.milliseconds)
    var requirements = latencies.map { Requirement(.latency, $0) }
    if let leastAccuracy { requirements.append(Requirement(.accuracy, leastAccuracy)) }
    if let highestCost { requirements.append(Requirement(.cost, highestCost.euros)) }
    if let highestPower { requirements.append(Requirement(.power, highestPower.watts)) }
    let files = try CandidateFiles(networks: networks, platforms: platforms, known: known)
    return try SelectionReport(
      Selection(of: files.candidates, under: requirements),
      plan: mission,
      inferencesPerPicture: inferencesPerPicture,
      drones: drones
    )
  }
}
