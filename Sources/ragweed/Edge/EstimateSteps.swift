import ArgumentParser
import EdgeMeasurement

/// Finds steps and lines in a sweep.
struct EstimateSteps: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "steps",
    abstract: "Find the function of steps and lines behind a sweep over sizes of a layer.",
    discussion: """
      SAMPLES is a CSV file: a header, then one measured point per line, its sizes first and its latency last, on a full \
      grid, such as 'channels,filters,latency_ms'.

      EXAMPLE: ragweed estimate steps sweep.csv
      """
  )

  @Argument(help: ArgumentHelp("A CSV file.", valueName: "samples.csv"))
  var samples: String

  func run() throws {
    let sweep = try SweepFile(path: samples)
    print(sweep.formula)
    print("largest deviation \((sweep.largestDeviation * 1e9).rounded() / 1e9) ms over \(sweep.pointCount) points")
  }
}
