import ArgumentParser
import EdgeDeployment
import EdgeMeasurement
import Foundation
import Quantities
import ResultFiles

/// Records the power of this machine.
struct PowerRecord: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record the power of this machine: a processor's energy counters, or the sensors of a board.",
    discussion: """
      Reads /sys/class/powercap (RAPL; only root may on many systems) and /sys/class/hwmon (INA226, INA3221 and their \
      like). The table has a line for each sample, 'time_s' and 'power_w', and is a trace that 'ragweed power' reads. The \
      counters of processors are renewed about once in a millisecond.

      EXAMPLE: ragweed power record --list
      EXAMPLE: ragweed power record --duration 10s --rate 100Hz --output trace.csv
      """
  )

  @Flag(help: "List the power sources of this machine, with what they show.")
  var list = false

  @Option(help: ArgumentHelp("Part of a source's name (default: the first source).", valueName: "name"))
  var source: String?

  @Option(help: "How long to record, such as 10s.", transform: Duration.init(parsing:))
  var duration: Duration = .seconds(10)

  @Option(help: "Samples in a second, such as 100Hz.", transform: Frequency.init(parsing:))
  var rate = Frequency.hertz(100)

  @Option(help: ArgumentHelp("The trace to write.", valueName: "file.csv"))
  var output: String?

  @Flag(help: "Replace an earlier file.")
  var overwrite = false

  @Option(help: ArgumentHelp("The folder that stands for /sys.", visibility: .private))
  var sysfs = "/sys"

  func validate() throws {
    guard list || output != nil else { throw ValidationError("Give --output for the trace, or --list.") }
    guard duration > .zero, duration <= .seconds(86_400) else {
      throw ValidationError("--duration is not above zero and at most a day. Give one, as in 10s.")
    }
    guard (0.1...1000).contains(rate.hertz) else {
      throw ValidationError("--rate is not between 0.1Hz and 1kHz, which is what these sources can show.")
    }
  }

  func run() throws {
    let sources = PowerSources.find(root: sysfs)
    guard !sources.isEmpty else { throw EdgeMeasurementError.noPowerSource(root: sysfs) }
    guard !list else {
      for source in sources { print(source.name + Self.shown(try source.reading())) }
      return
    }
    guard let output else { return }
    if !overwrite, FileManager.default.fileExists(atPath: output) { throw CommandError.outputFileExists(path: output) }
    guard let chosen = sources.first(where: { source.map($0.name.contains) ?? true }) else {
      throw EdgeMeasurementError.unknownPowerSource(name: source ?? "", known: sources.map(\.name))
    }
    let recording = try PowerRecording(of: chosen, duration: duration, rate: rate)
    try AtomicFile.write(recording.csv, to: output)
    let mean = recording.mean ?? .zero
    print(String(format: "%@: %d samples, mean %.3f W.", chosen.name, recording.samples.count, mean.watts))
  }

  private static func shown(_ reading: PowerReading) -> String {
    switch reading {
    case .energy(let energy, _): String(format: ": counts energy, %.3f J now", energy.joules)
    case .power(let power): String(format: ": %.3f W now", power.watts)
    }
  }
}
