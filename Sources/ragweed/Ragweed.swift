import ArgumentParser

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
    ]
  )
}
