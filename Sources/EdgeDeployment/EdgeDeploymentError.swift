/// What goes wrong in graphs, platforms, reports and traces.
public enum EdgeDeploymentError: Error, Hashable, CustomStringConvertible {
  /// The graph has no layer.
  case emptyGraph(network: String)
  /// A size is zero or beyond all bounds.
  case unsoundShape(network: String, layer: String)
  /// Two layers have the same name.
  case repeatedLayer(network: String, layer: String)
  /// A layer is fed by one that is not there.
  case missingParent(network: String, layer: String, parent: String)
  /// Layers feed themselves in a circle.
  case cycle(network: String, layer: String)
  /// A layer of an own graph lacks what its type needs.
  case incompleteLayer(network: String, layer: String, reason: String)
  /// A report of measured times cannot be read.
  case brokenReport(file: String, line: Int, reason: String)
  /// No report belongs to a graph.
  case noMeasurements
  /// A platform knows nothing that could stand in for a layer.
  case nothingKnown(platform: String, type: String)
  /// A platform gives a layer no time that can be.
  case unsoundPlatform(platform: String, layer: String)
  /// Samples do not suffice for a function of steps and lines.
  case tooFewSamples(reason: String)
  /// A quantiser's range is none, or its bits are not 1 to 8.
  case badQuantizer(minimum: Double, maximum: Double, bits: Int)
  /// No cut meets the limits.
  case noCut(leastDelayMs: Double, leastEnergyJ: Double, delayIsMet: Bool, energyIsMet: Bool)
  /// A power trace cannot be used.
  case brokenTrace(reason: String)
  /// A trace shows no inference.
  case noInference(latencyMs: Double)
  /// Any of them, in a file.
  indirect case inFile(path: String, error: EdgeDeploymentError)

  /// One sentence: what failed, where, why, what to do.
  public var description: String {
    switch self {
    case .emptyGraph(let network):
      "Cannot use the graph '\(network)': it has no layer. Export it again."
    case .unsoundShape(let network, let layer):
      "Cannot use the graph '\(network)': the layer '\(layer)' has a size that is not above zero or beyond all bounds. "
        + "Export it with fixed shapes."
    case .repeatedLayer(let network, let layer):
      "Cannot use the graph '\(network)': two layers are named '\(layer)'. Give each its own name."
    case .missingParent(let network, let layer, let parent):
      "Cannot use the graph '\(network)': '\(parent)', which feeds the layer '\(layer)', is not in it. Export it whole."
    case .cycle(let network, let layer):
      "Cannot use the graph '\(network)': the layer '\(layer)' stands in a circle of layers that feed each other. "
        + "Unroll recurrent parts before the export."
    case .incompleteLayer(let network, let layer, let reason):
      "Cannot use the graph '\(network)': the layer '\(layer)' \(reason). Add it to the file."
    case .brokenReport(let file, let line, let reason):
      "Cannot read the report '\(file)': line \(line) \(reason). Give a report as OpenVINO's benchmark tool writes it."
    case .noMeasurements:
      "Cannot fit a platform: no report belongs to a graph. Name 'X.graph.json' and 'X.PLATFORM.csv' alike."
    case .nothingKnown(let platform, let type):
      "Cannot estimate on '\(platform)': it knows nothing that is like a layer of type '\(type)'. Fit it with a network "
        + "that has one."
    case .badQuantizer(let minimum, let maximum, let bits):
      "Cannot quantise the range \(minimum) to \(maximum) with \(bits) bits. Give a finite range, its least value first, and "
        + "1 to 8 bits."
    case .noCut(let delay, let energy, let delayIsMet, let energyIsMet):
      switch (delayIsMet, energyIsMet) {
      case (true, true):
        "No cut meets both limits. Within the energy allow at least \(Self.rounded(delay)) ms, or within the delay at least "
          + "\(Self.rounded(energy)) J."
      case (true, false): "No cut meets the energy allowed. Within the delay allow at least \(Self.rounded(energy)) J."
      case (false, true): "No cut meets the delay allowed. Allow at least \(Self.rounded(delay)) ms."
      case (false, false):
        "No cut meets the delay allowed, and none the energy. Allow at least \(Self.rounded(delay)) ms and "
          + "\(Self.rounded(energy)) J."
      }
    case .brokenTrace(let reason):
      "Cannot use the power trace: \(reason). Record or export it again."
    case .inFile(let path, let error): Self.sentence(error.description, in: path)
    case .noInference(let latency):
      "Cannot find an inference of about \(Self.rounded(latency)) ms in the power trace. Check its sampling frequency, and record "
        + "whole inferences without gaps and idle times between them."
    case .unsoundPlatform(let platform, let layer):
      "Cannot estimate on '\(platform)': its figures give the layer '\(layer)' a time beyond all bounds. Correct rates and "
        + "coefficients in its file."
    case .tooFewSamples(let reason):
      "Cannot find the steps: \(reason). Measure more points on a full grid."
    }
  }

  /// Does something with what a file holds; errors name the file.
  ///
  /// - Throws: `inFile` for an `EdgeDeploymentError`, other errors as they are.
  public static func naming<Result>(_ path: String, _ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch let error as EdgeDeploymentError {
      throw EdgeDeploymentError.inFile(path: path, error: error)
    }
  }

  /// A sentence that names the file, behind what it says of the thing in it.
  private static func sentence(_ text: String, in path: String) -> String {
    let ends = [": ", ". "].compactMap { text.firstRange(of: $0)?.lowerBound }
    guard let end = ends.min() else { return text }
    return "\(text[..<end]) in '\(path)'\(text[end...])"
  }

  /// A limit to four digits, rounded up, so that it is met when it is given back.
  static func rounded(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return value }
    var scale = 1.0
    while value * scale < 1000 { scale *= 10 }
    return (value * scale).rounded(.up) / scale
  }
}
