public import Quantities

/// Something that measures power while a program runs.
public protocol PowerSource: Sendable {
  /// Its name, for tables.
  var name: String { get }

  /// What it shows now.
  ///
  /// - Throws: the error of what it is read from, where it can no longer be read.
  func reading() throws -> PowerReading
}

/// What a power source shows at one moment.
public enum PowerReading: Sendable, Hashable {
  /// Energy since some time in the past, and the value at which its counter starts again.
  case energy(Energy, wrapsAt: Energy)
  /// Power at this moment.
  case power(Power)

  /// The mean power between two readings of one source.
  ///
  /// A counter of energy that starts again between them is followed once round.
  ///
  /// - Parameters:
  ///   - earlier: the reading before.
  ///   - time: the time between them, above zero.
  /// - Returns: the mean power; for readings of power the mean of both, nil where the readings are of two kinds.
  public func meanPower(since earlier: PowerReading, over time: Duration) -> Power? {
    guard time > .zero else { return nil }
    switch (earlier, self) {
    case (.energy(let first, _), .energy(let second, let wrap)):
      let difference = second - first
      return (difference < .zero ? difference + wrap : difference) / time
    case (.power(let first), .power(let second)): return (first + second) / 2
    default: return nil
    }
  }
}
