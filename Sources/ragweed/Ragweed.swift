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
    version: "0.2.0",
    subcommands: [
      DronesCommand.self,
      CompareCommand.self,
      PlanCommand.self,
      CheckCommand.self,
      CoverCommand.self,
      MapCommand.self,
      EvaluateCommand.self,
      EstimateCommand.self,
      PartitionCommand.self,
      SelectCommand.self,
      PowerCommand.self,
      TelemetryCommand.self,
      ModelCommand.self,
      TeachCommand.self,
      ReportCommand.self,
      ChangeCommand.self,
      VerifyCommand.self,
      PrescribeCommand.self,
      ExportCommand.self,
    ]
  )

  /// Runs a command; what it throws is shown in one line, whatever it quotes.
  static func main() async {
    StandardStreams.fillClosed()
    Interruption.listen()
    do {
      var command = try command(Array(CommandLine.arguments.dropFirst()))
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      try StandardStreams.finishOutput()
    } catch let error as CommandError where error.isOfOutput {
      StandardError.write("Error: \(error.description)")
      // As sysexits names a failure of input or output; what stands in the buffer is lost already.
      _exit(74)
    } catch {
      // What the argument parser throws is its own business: usage, help, exit codes.
      let isParsers = String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
      if isParsers, exitCode(for: error) == .success { showHelp(error) }
      if isParsers { exit(withError: error) }
      StandardError.write("Error: \(ShownError(error))")
      Foundation.exit(ExitStatus(after: error).rawValue)
    }
  }

  /// Prints what the argument parser has to say where nothing is wrong: help, the version, completions.
  private static func showHelp(_ message: any Error) -> Never {
    print(fullMessage(for: message))
    do {
      try StandardStreams.finishOutput()
    } catch {
      StandardError.write("Error: \(ShownError(error))")
      _exit(ExitStatus(after: error).rawValue)
    }
    Foundation.exit(0)
  }

  /// The command that arguments call, former spellings understood and mission files read.
  private static func command(_ given: [String]) throws -> any ParsableCommand {
    // ArgumentParser calls it so.
    var arguments = EstimateCommand.spelledOut(given).map { $0 == "--help-all" ? "--help-hidden" : $0 }
    if let current = try FormerSpelling.current(arguments) {
      StandardError.write("Note: \(current.note).")
      arguments = current.arguments
    }
    if arguments.first == MapCommand.configuration.commandName {
      arguments = try OptionFile.expanded(
        arguments,
        option: "options",
        for: MapCommand.self,
        paths: MapCommand.pathOptions
      )
    }
    let command = try parseAsRoot(arguments)
    guard let reader = command as? any MissionFileReader, let whole = try reader.withMissionFile(arguments) else {
      return command
    }
    return try parseAsRoot(whole)
  }
}
