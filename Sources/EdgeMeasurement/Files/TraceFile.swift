public import EdgeDeployment
import Foundation
public import Quantities
import ResultFiles
import Tables

/// Power traces in files.
public struct TraceFile: Sendable {
  /// Voltage of the supply.
  public var supply = Voltage.volts(5)
  /// Resistance of the shunt, above zero.
  public var shunt = Resistance.ohms(0.1)
  /// Samples in a second, where the file has no times.
  public var rate: Frequency?
  /// Whether an array holds watts, and not voltages over the shunt.
  public var isPower = false

  /// Voltages over a shunt of 100 milliohms on a supply of 5 volts.
  public init() {}

  /// Reads a trace: `.npy`, or CSV with a header.
  ///
  /// - Parameter path: the file.
  /// - Returns: the trace.
  /// - Throws: `FileError`, `EdgeMeasurementError`, `EdgeDeploymentError`.
  public func load(path: String) throws -> PowerTrace {
    let beginning = InputFile.beginning(path: path)
    return try EdgeDeploymentError.naming(path) {
      beginning.first == 0x93 ? try array(path: path) : try table(path: path)
    }
  }

  private func array(path: String) throws -> PowerTrace {
    let array = try NumPyArray(parsing: try InputFile.bytes(path: path, limit: 1 << 30))
    if array.shape.count == 1 { return try trace(nil, array.values, isPower: isPower, path: path) }
    guard array.shape.count == 2, array.shape[1] == 2 else {
      throw FileError.cannotRead(
        path: path,
        reason: "its shape \(array.shape) is neither one row nor pairs of time and value",
        remedy: "Save one array of samples."
      )
    }
    let rows = 0..<array.shape[0]
    return try trace(
      rows.map { array.values[2 * $0] },
      rows.map { array.values[2 * $0 + 1] },
      isPower: isPower,
      path: path
    )
  }

  private func table(path: String) throws -> PowerTrace {
    var reader = CSVReader(try InputFile.bytes(path: path, limit: 1 << 30))
    let header = reader.next()?.cells ?? []
    guard let value = header.firstIndex(where: { ["power_w", "shunt_v"].contains($0) }) else {
      throw FileError.cannotRead(
        path: path,
        reason: "its header names neither 'power_w' nor 'shunt_v'",
        remedy: "Write columns such as 'time_s,power_w'."
      )
    }
    let time = header.firstIndex(of: "time_s")
    var (times, values): ([Double], [Double]) = ([], [])
    while let row = reader.next() {
      let cells = row.cells.map(reader.separator.withDecimalPoint)
      guard cells.count == header.count else {
        throw FileError.cannotRead(
          path: path,
          reason: "line \(row.line) has \(cells.count) cells for \(header.count) columns",
          remedy: "Correct the line."
        )
      }
      // An empty or odd sample is a gap; a time that is none makes all others doubtful.
      values.append(Double(cells[value]) ?? .nan)
      guard let time else { continue }
      guard let seconds = Double(cells[time]), seconds.isFinite else {
        throw EdgeMeasurementError.timeMissing(path: path, line: row.line)
      }
      times.append(seconds)
    }
    return try trace(time == nil ? nil : times, values, isPower: header[value] == "power_w", path: path)
  }

  private func trace(_ times: [Double]?, _ values: [Double], isPower: Bool, path: String) throws -> PowerTrace {
    var gaps: [Int] = []
    var frequency = rate
    if let times, times.count > 2 {
      let steps = zip(times.dropFirst(), times).map { $0.0 - $0.1 }
      let step = steps.sorted()[steps.count / 2]
      guard step > 0, steps.allSatisfy({ $0 > 0 }) else {
        throw FileError.cannotRead(
          path: path,
          reason: "its times do not rise from sample to sample",
          remedy: "Sort it by time."
        )
      }
      gaps = steps.indices.filter { steps[$0] > 1.5 * step }.map { $0 + 1 }
      frequency = .hertz(1 / step)
    }
    guard let frequency, frequency > .zero else { throw EdgeMeasurementError.rateMissing(path: path) }
    guard !isPower else { return try PowerTrace(watts: values, rate: frequency, gaps: gaps) }
    return try PowerTrace(shunt: values, supply: supply, resistance: shunt, rate: frequency, gaps: gaps)
  }
}
