import ArgumentParser

/// `ragweed power`: what a power trace says.
struct PowerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power",
    abstract: "Find power and energy of each layer in a power trace, or make a trace with known truth.",
    discussion: """
      EXAMPLE: ragweed power trace.npy --latency report.csv --rate 500kHz --supply 5V --shunt 100mOhm
      EXAMPLE: ragweed power record --duration 10s --rate 100Hz --output trace.csv
      EXAMPLE: ragweed power generate --latency report.csv --output made.npy --rate 500kHz
      """,
    subcommands: [PowerAnalysis.self, PowerGenerate.self, PowerRecord.self],
    defaultSubcommand: PowerAnalysis.self
  )
}
