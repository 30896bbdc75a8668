import EdgeDeployment
import ResultFiles
import Tables

/// A sweep over sizes of a layer, and the function of steps and lines behind it.
public struct SweepFile: Sendable {
  private let names: [String]
  private let points: [SteppedFunction.Sample]
  private let function: SteppedFunction

  /// Reads a sweep: a header, then a line for each point, its sizes first and its latency last, on a full grid.
  ///
  /// - Parameter path: a CSV file, such as one with the columns `channels,filters,latency_ms`.
  /// - Throws: `FileError` where it cannot be read, `EdgeDeploymentError.tooFewSamples` where it is no full grid.
  public init(path: String) throws {
    var reader = CSVReader(try InputFile.bytes(path: path, limit: 64 << 20))
    guard let header = reader.next()?.cells, header.count > 1, header.last?.hasSuffix("_ms") == true else {
      throw FileError.cannotRead(
        path: path,
        reason: "its header does not end in a latency with its unit",
        remedy: "Write it as 'channels,filters,latency_ms'."
      )
    }
    let separator = reader.separator
    points = try reader.map { row in
      let cells = row.cells.map(separator.withDecimalPoint)
      let sizes = cells.dropLast().compactMap { Int($0) }
      guard cells.count == header.count, sizes.count == header.count - 1, let value = cells.last.flatMap(Double.init),
        value.isFinite
      else {
        throw FileError.cannotRead(
          path: path,
          reason: "line \(row.line) is not \(header.count - 1) whole number(s) and a latency",
          remedy: "Correct the line."
        )
      }
      return SteppedFunction.Sample(sizes: sizes, value: value)
    }
    names = Array(header.dropLast())
    function = try SteppedFunction(fitting: points)
  }

  /// The function as a formula over the names of the columns, in milliseconds.
  public var formula: String { "latency_ms = " + function.formula(names) }

  /// The largest difference between a point and the function, in milliseconds.
  public var largestDeviation: Double { points.map { ($0.value - function($0.sizes)).magnitude }.max() ?? 0 }

  /// The number of points.
  public var pointCount: Int { points.count }
}
