public import EdgeDeployment
import Foundation
import Quantities
import Tables

/// A platform made of this machine, from single layers that were measured on it.
public struct MachineCharacterisation: Sendable {
  /// How far the measuring has come.
  public struct Progress: Sendable {
    /// The layers that are measured.
    public let layers: Int
    /// The last of them.
    public let last: String
    /// The time that has passed.
    public let passed: Duration
  }
  /// The platform.
  public let platform: PlatformModel
  /// How long it took.
  public let duration: Duration
  /// The part of the time that other programs took; 0 where it is not known.
  public let busyShare: Double
  private let result: Characterisation

  /// Measures this machine.
  ///
  /// - Parameters:
  ///   - request: what is measured, and for how long.
  ///   - progress: told after each layer.
  /// - Throws: `VisionRuntimeError` where the engine is missing or cannot run a layer.
  public init(_ request: CharacterisationRequest, progress: (Progress) -> Void = { _ in }) throws {
    let engine = try MeasuringEngine(request.engine)
    let timer = try EngineTimer(engine: engine.engine, threads: request.threads)
    try self.init(
      request,
      timer: timer,
      machine: HostProcessor.name,
      engineName: engine.name,
      referenceMilliseconds: timer.referenceMilliseconds,
      busyShare: { timer.busyShare },
      progress: progress
    )
  }

  /// Measures with a timer.
  init(
    _ request: CharacterisationRequest,
    timer: some LayerTimer,
    machine: String,
    engineName: String,
    referenceMilliseconds: Double,
    busyShare: () -> Double,
    progress: (Progress) -> Void
  ) throws {
    var base = PlatformModel(measured: request.id)
    base.name = "\(machine), \(request.threads) thread(s), \(engineName)"
    (base.activationBits, base.weightBits) = (32, 32)
    base.powerMaximumW = request.power?.watts
    base.referenceMs = referenceMilliseconds
    if request.power != nil { base.sources["power_maximum_w"] = "stated when the platform was measured" }
    let start = ContinuousClock.now
    var done = 0
    result = try Characterisation(
      base: base,
      timer: timer,
      mostPoints: request.mostPoints,
      isOver: { ContinuousClock.now - start > request.budget },
      progress: { point in
        done += 1
        progress(Progress(layers: done, last: point.layer, passed: ContinuousClock.now - start))
      }
    )
    duration = ContinuousClock.now - start
    var platform = result.platform
    platform.sources["models"] =
      "\(result.points.count) layers measured on this machine in \(Int(bounded: duration.inSeconds)) s with \(engineName)"
    self.platform = platform
    self.busyShare = busyShare()
  }

  /// A picture of the steps over filters and channels, in SVG.
  public var chart: String { SweepChart(result.sweeps).svg }

  /// The measured points in CSV.
  public var points: String {
    let rows = result.points.map { point in
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

  /// What was found, as lines of text.
  public var text: String {
    var lines = ["\(platform.name): \(result.points.count) layers in \(Int(bounded: duration.inSeconds)) s."]
    for sweep in result.sweeps {
      let steps = sweep.search.width == 1 ? "a line" : "steps of \(sweep.search.width)"
      lines.append("Over \(sweep.size): \(steps), found with \(sweep.search.points.count) points.")
    }
    if let error = result.forecastError {
      lines.append(
        String(format: "Half of the points were predicted within %.0f %% before they were measured.", 100 * error)
      )
    }
    lines.append(
      String(
        format: "Repeated runs differ by %.1f %% (half the distance of the quartiles, median).",
        100 * result.spread
      )
    )
    return lines.joined(separator: "\n")
  }

  /// What is doubtful, as sentences.
  public var warnings: [String] {
    guard busyShare > RunClock.mostBusyShare else { return [] }
    return [
      String(
        format: "the machine was busy: other programs took %.0f %% of the time. Measure again when it is quiet.",
        100 * busyShare
      )
    ]
  }
}
