import ArgumentParser
import Documents
import EdgeMeasurement
import Foundation
import Quantities
import ResultFiles
import SurveyMapping

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
    var request = CharacterisationRequest()
    (request.engine, request.threads, request.budget) = (engine, threads, budget)
    (request.id, request.power) = (id, power)
    let (bar, seconds) = (ProgressBar(), Int(bounded: budget.inSeconds))
    let measured = try MachineCharacterisation(request) { done in
      bar.show(
        min(Int(bounded: done.passed.inSeconds), seconds - 1),
        of: max(1, seconds),
        label: "\(done.layers) layers, \(done.last)"
      )
    }
    bar.clear()
    let platform = try DocumentSchema.platform.text(of: measured.platform, digits: .all) + "\n"
    let files = [(chart, measured.chart), (points, measured.points), (output, platform)]
    try AtomicFile.write(files.compactMap { path, text in path.map { ($0, Data(text.utf8)) } })
    print(measured.text)
    for warning in measured.warnings { StandardError.write("Warning: \(warning)") }
  }
}
