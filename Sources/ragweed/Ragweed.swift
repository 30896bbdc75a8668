import ArgumentParser
import ResultFiles

/// The command line: each subcommand is a verb of the data flow.
@main
struct Ragweed: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ragweed",
    abstract: "Finds ragweed from the air: plans survey flights, maps what they bring home, measures the map.",
    version: "0.1.0",
    subcommands: [
      DronesCommand.self,
      CompareCommand.self,
      PlanCommand.self,
      MapCommand.self,
      EvaluateCommand.self,
      EstimateCommand.self,
      PartitionCommand.self,
      SelectCommand.self,
      PowerCommand.self,
      TelemetryCommand.self,
      ModelCommand.self,
      TeachCommand.self,
    ]
  )

  /// Runs a command; what it throws is shown in one line, whatever it quotes.
  static func main() async {
    do {
      var command = try parseAsRoot(EstimateCommand.spelledOut(Array(CommandLine.arguments.dropFirst())))
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      // What the argument parser throws is its own business: usage, help, exit codes.
      let isParsers = String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
      exit(withError: isParsers ? error : ShownError(error))
    }
  }
}
