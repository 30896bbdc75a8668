import Quantities

/// The checks that the figures of cameras and drones go through, by their keys in a catalogue file.
enum CatalogFigure {
  /// Refuses a figure that is not above zero or absurdly large.
  ///
  /// - Throws: `FlightPlanningError.figureNotPositive`.
  static func check(_ value: Double?, _ key: some CodingKey, of owner: String) throws {
    guard let value else { return }
    // A billion is more of anything than a drone has, and still no overflow.
    guard value > 0, value < 1e9 else {
      throw FlightPlanningError.figureNotPositive(owner: owner, figure: key.stringValue, value: value)
    }
  }

  /// A time of a file: checked before it becomes a duration, which overflows.
  ///
  /// - Throws: `FlightPlanningError.figureNotPositive`.
  static func duration(_ seconds: Double?, _ key: some CodingKey, of owner: String) throws -> Duration? {
    try check(seconds, key, of: owner)
    return seconds.map { .bounded(seconds: $0) }
  }
}
