import ArgumentParser
import Documents
import EdgeDeployment
import EdgeMeasurement
import Foundation
import Quantities
import ResultFiles

/// Makes a trace with known truth.
struct PowerGenerate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make a synthetic trace in watts whose truth is known, because no real one is public.",
    discussion: """
      Each executed layer of the report gets a random power between --least-power and --most-power. The truth is printed \
      as JSON.

      EXAMPLE: ragweed power generate --latency report.csv --output made.npy
      """
  )

  @Option(help: ArgumentHelp("The report of the layers' latencies.", valueName: "report.csv"))
  var latency: String

  @Option(help: ArgumentHelp("The trace to write, .npy.", valueName: "file.npy"))
  var output: String

  @Option(help: "Samples in a second.", transform: Frequency.init(parsing:))
  var rate = Frequency.hertz(500_000)

  @Option(help: "Number of inferences.")
  var inferences = 5

  @Option(help: "Least power of a layer.", transform: Power.init(parsing:))
  var leastPower = Power.watts(3)

  @Option(help: "Most power of a layer.", transform: Power.init(parsing:))
  var mostPower = Power.watts(5)

  @Option(help: "Power between inferences.", transform: Power.init(parsing:))
  var idlePower = Power.watts(1)

  @Option(help: "Standard deviation of the noise.", transform: Power.init(parsing:))
  var noise = Power.watts(0.05)

  @Option(help: "Time constant with which the power follows a change.", transform: Duration.init(parsing:))
  var settling = Duration.zero

  @Option(help: "Where the random numbers start.")
  var seed: UInt64 = 1

  @Flag(help: "Replace an earlier file.")
  var overwrite = false

  func validate() throws {
    guard inferences > 0, inferences <= 1000, leastPower > .zero, leastPower <= mostPower, rate > .zero else {
      throw ValidationError("Give 1 to 1000 inferences, a rate above zero, and --least-power not above --most-power.")
    }
  }

  func run() throws {
    if !overwrite, FileManager.default.fileExists(atPath: output) { throw CommandError.outputFileExists(path: output) }
    var settings = TraceGenerator()
    (settings.idle, settings.noise, settings.settling) = (idlePower, noise, settling)
    (settings.inferences, settings.rate) = (inferences, rate)
    let made = try SyntheticTrace(
      of: LatencyReport(path: latency),
      powers: leastPower...mostPower,
      settings: settings,
      seed: seed
    )
    try AtomicFile.write(Data(NumPyArray.file(made.trace.watts)), to: output)
    print(try DocumentSchema.powerTruth.text(of: made.truth))
  }
}
