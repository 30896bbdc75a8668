import ArgumentParser
import Documents
import EdgeDeployment
import Foundation
import ModelGraphs
import Quantities
import ResultFiles
import SurveyMapping
import VisionRuntime

/// Measures whole networks on this machine.
struct EstimateMeasure: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Measure networks on this machine, and compare with what a platform predicts.",
    discussion: """
      EXAMPLE: ragweed estimate measure weeds weeds-small --resolution 256x256 --resolution 512x512 --platform host.json
      """
  )

  /// A measured network.
  struct Row: Encodable {
    let network: String
    let widthPx: Int
    let heightPx: Int
    let multiplyAdds: Int
    let measuredMs: Double
    let spread: Double
    let predictedMs: Double?
    let errorPercent: Double?
  }
  /// The JSON document.
  struct Document: Encodable {
    let engine: String
    let threads: Int
    let busyShare: Double
    /// How much longer the reference network takes than when the platform was characterised.
    let slowness: Double?
    let networks: [Row]
  }

  @Argument(help: ArgumentHelp("ONNX models, or names of shipped ones.", valueName: "model"))
  var models: [String]

  @Option(help: ArgumentHelp("Size of the image in pixels; may be repeated (default: the model's).", valueName: "WxH"))
  var resolution: [String] = []

  @Option(help: ArgumentHelp("Platform to compare with, an id or a file.", valueName: "id or file"))
  var platform: String?

  @Option(help: "What runs the models: auto, opencv or openvino.")
  var engine = Engine.Choice.auto

  @Option(help: ArgumentHelp("Cores that one inference uses.", valueName: "number"))
  var threads = 1

  @Option(help: "How to print: table or json.")
  var format = DocumentFormat.table

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads \(threads) is no number of cores. Give 1 or more.")
    }
  }

  func run() throws {
    let sizes = try resolution.map { Optional(try GraphFile.size($0)) }
    let board = try platform.map(PlatformFile.load)
    let chosen = try MeasuringEngine(engine)
    let clock = RunClock(threads: threads)
    let subjects = try models.flatMap { model in
      try (sizes.isEmpty ? [nil] : sizes).map { try subject(model, $0, chosen) }
    }
    // By turns: a machine is faster in one minute than in the next, and this is to hit all networks alike.
    let reference = try ReferenceNetwork(engine: chosen.engine, threads: threads, clock: clock)
    for subject in subjects { try subject.network.infer() }
    var times = [[Double]](repeating: [], count: subjects.count)
    var references: [Double] = []
    let start = ContinuousClock.now
    while references.count < Self.fewestTurns
      || (references.count < Self.mostTurns && ContinuousClock.now - start < Self.longest)
    {
      references.append(try reference.seconds() * 1000)
      for (index, subject) in subjects.enumerated() {
        times[index].append(try reference.seconds { try subject.network.infer() }.counted * 1000)
      }
    }
    let slowness = board?.referenceMs.map { ProbeTime(of: references).milliseconds / $0 }
    let rows = try zip(subjects, times).map { try row($0, time: ProbeTime(of: $1), board, slowness: slowness ?? 1) }
    let document = Document(
      engine: chosen.name,
      threads: threads,
      busyShare: clock.busyShare,
      slowness: slowness,
      networks: rows
    )
    switch format {
    case .json: print(try DocumentSchema.measure.text(of: document))
    case .table: print(Self.table(document))
    }
    if threads == 1, clock.busyShare > 0.1 {
      StandardError.write("Warning: the machine was busy. Measure again when it is quiet.")
    }
  }

  /// How often each network is run, the others in between.
  private static let (fewestTurns, mostTurns, longest) = (9, 60, Duration.seconds(30))

  /// A network that is ready to run.
  private struct Subject {
    let name: String
    let size: (width: Int, height: Int)
    let graph: LayerGraph
    let network: TensorNetwork
  }

  private func subject(
    _ name: String,
    _ size: (width: Int, height: Int)?,
    _ chosen: MeasuringEngine
  ) throws -> Subject {
    let path = try ShippedModel.path(of: name)
    var data = Data(try InputFile.bytes(path: path, limit: 2 << 30))
    if let size { data = try NetworkEditor(onnx: data, path: path).resized(rows: size.height, columns: size.width) }
    let model = try ModelGraph(onnx: data, path: path)
    guard let input = model.inputs.first, let shape = input.shape, shape.count == 4, let output = model.outputs.first,
      let result = output.shape
    else { throw ModelGraphError.noImageInput(path: path) }
    let network = try LoadedPart(
      data: try NetworkEditor(onnx: data, path: path).part(from: [(input.name, shape)], to: [(output.name, result)]),
      of: path,
      outputs: [output.name],
      engine: chosen.engine,
      threads: threads
    ).network
    let count = shape.reduce(1, *)
    try network.set(input.name, (0..<count).map { Float(($0 &* 40_503) % 256) / 127.5 - 1 }, shape: shape)
    let stem = GraphFile.stem(path)
    return Subject(
      name: stem,
      size: (shape[3], shape[2]),
      graph: try LayerGraph(model, name: stem, path: path),
      network: network
    )
  }

  private func row(_ subject: Subject, time: ProbeTime, _ board: PlatformModel?, slowness: Double) throws -> Row {
    let measured = time.milliseconds
    let predicted = try board.map { try LatencyEstimate(of: subject.graph, on: $0).latency.inSeconds * 1000 * slowness }
    return Row(
      network: subject.name,
      widthPx: subject.size.width,
      heightPx: subject.size.height,
      multiplyAdds: subject.graph.multiplyAdds,
      measuredMs: measured,
      spread: time.spread,
      predictedMs: predicted,
      errorPercent: predicted.map { 100 * ($0 / measured - 1) }
    )
  }

  private static func table(_ document: Document) -> String {
    var table = TextTable()
    table.add(["network", "pixels", "10^6 multiply-adds", "measured ms", "spread %", "predicted ms", "error %"])
    table.addRule()
    for row in document.networks {
      table.add([
        row.network, "\(row.widthPx)x\(row.heightPx)", String(format: "%.1f", Double(row.multiplyAdds) / 1e6),
        String(format: "%.2f", row.measuredMs), String(format: "%.1f", 100 * row.spread),
        row.predictedMs.map { String(format: "%.2f", $0) } ?? "-",
        row.errorPercent.map { String(format: "%+.1f", $0) } ?? "-",
      ])
    }
    let speed = document.slowness.map {
      String(
        format:
          " The reference network takes %.2f of the time that it took when the platform was made; predictions allow for it.",
        $0
      )
    }
    return table.text() + "\n\n\(document.engine), \(document.threads) thread(s), medians." + (speed ?? "")
  }
}
