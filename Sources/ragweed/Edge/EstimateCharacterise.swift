import ArgumentParser
import Documents
import EdgeDeployment
import Foundation
import Quantities
import ResultFiles
import SurveyMapping
import Tables
import VisionRuntime

/// Measures this machine and makes a platform of it.
struct EstimateCharacterise: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "characterise",
    abstract: "Measure single layers on this machine and make a platform of it, to estimate whole networks by.",
    discussion: """
      Small networks are made and run in the engine that will be used. Where to measure next is decided by what is known so \
      far. It takes some minutes; leave the machine alone meanwhile, or it says how busy it was.

      EXAMPLE: ragweed estimate characterise --output host.json --chart steps.svg
      EXAMPLE: ragweed estimate weeds --platform host.json --resolution 768x768
      """,
    aliases: ["characterize"]
  )

  @Option(help: ArgumentHelp("The platform to write.", valueName: "file"))
  var output: String

  @Option(help: "What runs the layers: auto, opencv or openvino.")
  var engine = Engine.Choice.auto

  @Option(help: ArgumentHelp("Cores that one inference uses.", valueName: "number"))
  var threads = 1

  @Option(help: "Time after which no further point is chosen, such as 4min.", transform: Duration.init(parsing:))
  var budget: Duration = .seconds(240)

  @Option(help: ArgumentHelp("Id of the platform.", valueName: "id"))
  var id = "host"

  @Option(
    help: "Greatest power of this machine, such as 15W; nothing is known of it otherwise.",
    transform: Power.init(parsing:)
  )
  var power: Power?

  @Option(help: ArgumentHelp("A file for a picture of the steps over filters and channels.", valueName: "file.svg"))
  var chart: String?

  @Option(help: ArgumentHelp("A file for the measured points.", valueName: "file.csv"))
  var points: String?

  @Flag(help: "Replace earlier files.")
  var overwrite = false

  /// Convolutions to measure at most.
  private static let mostPoints = 160

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads \(threads) is no number of cores. Give 1 or more.")
    }
    guard budget > .zero else { throw ValidationError("--budget is not above zero. Give one, as in 4min.") }
  }

  func run() throws {
    for path in [output, chart, points].compactMap(\.self)
    where !overwrite && FileManager.default.fileExists(atPath: path) {
      throw CommandError.outputFileExists(path: path)
    }
    let chosen = try MeasuringEngine(engine)
    let timer = try EngineTimer(engine: chosen.engine, threads: threads)
    var base = PlatformModel(measured: id)
    base.name = "\(HostProcessor.name), \(threads) thread(s), \(chosen.name)"
    (base.activationBits, base.weightBits) = (32, 32)
    base.powerMaximumW = power?.watts
    base.referenceMs = timer.referenceMilliseconds
    if power != nil { base.sources["power_maximum_w"] = "stated when the platform was measured" }
    let (start, bar) = (ContinuousClock.now, ProgressBar())
    let budget = budget
    var done = 0
    let result = try Characterisation(
      base: base,
      timer: timer,
      mostPoints: Self.mostPoints,
      isOver: { ContinuousClock.now - start > budget },
      progress: { point in
        done += 1
        let passed = Int((ContinuousClock.now - start).inSeconds)
        bar.show(
          min(passed, Int(budget.inSeconds) - 1),
          of: max(1, Int(budget.inSeconds)),
          label: "\(done) layers, \(point.layer)"
        )
      }
    )
    bar.clear()
    var platform = result.platform
    let duration = (ContinuousClock.now - start).inSeconds
    platform.sources["models"] =
      "\(result.points.count) layers measured on this machine in \(Int(duration)) s with \(chosen.name)"
    try AtomicFile.write(try DocumentSchema.platform.text(of: platform, digits: .all) + "\n", to: output)
    if let chart { try AtomicFile.write(SweepChart(result.sweeps).svg, to: chart) }
    if let points { try AtomicFile.write(Self.table(result.points), to: points) }
    report(result, timer, duration)
  }

  private func report(_ result: Characterisation, _ timer: EngineTimer, _ duration: Double) {
    print("\(result.platform.name): \(result.points.count) layers in \(Int(duration)) s.")
    for sweep in result.sweeps {
      let steps = sweep.search.width == 1 ? "a line" : "steps of \(sweep.search.width)"
      print("Over \(sweep.size): \(steps), found with \(sweep.search.points.count) points.")
    }
    if let error = result.forecastError {
      print(String(format: "Half of the points were predicted within %.0f %% before they were measured.", 100 * error))
    }
    print(
      String(
        format: "Repeated runs differ by %.1f %% (half the distance of the quartiles, median).",
        100 * result.spread
      )
    )
    if threads == 1, timer.busyShare > 0.1 {
      StandardError.write(
        String(
          format:
            "Warning: the machine was busy: other programs took %.0f %% of the time. Measure again when it is quiet.",
          100 * timer.busyShare
        )
      )
    }
  }

  private static func table(_ points: [Characterisation.Point]) -> String {
    let rows = points.map { point in
      CSVLine.text(
        point.layer.split(separator: " ").map(String.init) + [
          String(format: "%.6f", point.milliseconds), String(format: "%.4f", point.spread),
          point.predicted.map { String(format: "%.6f", $0 * point.milliseconds) } ?? "",
        ]
      )
    }
    let header =
      "type,side_px,channels,filters,kernel_px,stride_px,output_side_px,dilation_px,latency_ms,spread,predicted_ms"
    return ([header] + rows).joined(separator: "\n") + "\n"
  }
}
