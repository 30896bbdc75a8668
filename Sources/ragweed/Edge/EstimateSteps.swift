import ArgumentParser
import EdgeDeployment
import ResultFiles
import Tables

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
    var reader = CSVReader(try InputFile.bytes(path: samples, limit: 64 << 20))
    guard let header = reader.next()?.cells, header.count > 1, header.last?.hasSuffix("_ms") == true else {
      throw FileError.cannotRead(
        path: samples,
        reason: "its header does not end in a latency with its unit",
        remedy: "Write it as 'channels,filters,latency_ms'."
      )
    }
    let separator = reader.separator
    let points = try reader.map { row in
      let cells = row.cells.map(separator.withDecimalPoint)
      let sizes = cells.dropLast().compactMap { Int($0) }
      guard cells.count == header.count, sizes.count == header.count - 1, let value = cells.last.flatMap(Double.init),
        value.isFinite
      else {
        throw FileError.cannotRead(
          path: samples,
          reason: "line \(row.line) is not \(header.count - 1) whole number(s) and a latency",
          remedy: "Correct the line."
        )
      }
      return SteppedFunction.Sample(sizes: sizes, value: value)
    }
    let function = try SteppedFunction(fitting: points)
    let worst = points.map { ($0.value - function($0.sizes)).magnitude }.max() ?? 0
    print("latency_ms = " + function.formula(Array(header.dropLast())))
    print("largest deviation \((worst * 1e9).rounded() / 1e9) ms over \(points.count) points")
  }
}
