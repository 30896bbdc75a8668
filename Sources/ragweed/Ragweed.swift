import ArgumentParser
import Foundation
import ResultFiles

/// The command line: each subcommand is a verb of the data flow.
@main
struct Ragweed: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ragweed",
    abstract: "Finds ragweed from the air: plans survey flights, maps what they bring home, measures the map.",
    discussion: ExitStatus.table,
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
    ]
  )

  /// Runs a command; what it throws is shown in one line, whatever it quotes.
  static func main() async {
    do {
      var command = try parseAsRoot(try arguments(Array(CommandLine.arguments.dropFirst())))
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      // What the argument parser throws is its own business: usage, help, exit codes.
      let isParsers = String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
      if isParsers { exit(withError: error) }
      StandardError.write("Error: \(ShownError(error))")
      Foundation.exit(ExitStatus(after: error).rawValue)
    }
  }

  /// The arguments as the parser knows them: option files replaced by what they say, old spellings by the new ones.
  private static func arguments(_ given: [String]) throws -> [String] {
    let all = EstimateCommand.spelledOut(given.map { $0 == "--help-all" ? "--help-hidden" : $0 })
    guard all.first == MapCommand.configuration.commandName else { return all }
    return try OptionFile.expanded(all, option: "options", for: MapCommand.self, paths: MapCommand.pathOptions)
  }
}
