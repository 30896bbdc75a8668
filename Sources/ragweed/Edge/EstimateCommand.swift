import ArgumentParser

/// `ragweed estimate`: what a network costs on a board.
struct EstimateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract: "Estimate the latency of a network on a board, or make a board's model from measurements.",
    discussion: """
      EXAMPLE: ragweed estimate resnet50.graph.json --platform ncs2
      EXAMPLE: ragweed estimate characterise --output host.json
      EXAMPLE: ragweed estimate fit --graphs latency --reports latency --output ncs2.json
      EXAMPLE: ragweed estimate resnet50.graph.json --platform ncs2.json --format json
      """,
    subcommands: [
      EstimateNetwork.self, EstimateCharacterise.self, EstimateMeasure.self, EstimateFit.self, EstimateSteps.self,
      EstimatePlatforms.self,
    ],
    defaultSubcommand: EstimateNetwork.self
  )

  /// Arguments with the command in its place where it is written as an option, `estimate --characterise`.
  static func spelledOut(_ arguments: [String]) -> [String] {
    let spellings = ["--characterise", "--characterize"]
    guard arguments.first == "estimate", arguments.contains(where: spellings.contains) else { return arguments }
    return ["estimate", "characterise"] + arguments.dropFirst().filter { !spellings.contains($0) }
  }
}
