/// What a drone recorded of its way.
public struct Track: Sendable, Hashable {
  /// How it was written, such as `dji-mavic-pro`, `gpx` or `csv`; several where the file mixes them, joined by `+`.
  public let dialect: String

  /// The fixes in the order of the file; moments without a position are left out.
  public let fixes: [Fix]

  /// Moments that the file has and that have no position.
  public let momentsWithoutFix: Int

  /// When those moments were, as far as the file says.
  public let timesWithoutFix: [Duration]

  /// Why rows of a table cannot be read, one reason for each, with its line; they are among the moments without a position.
  public let problems: [String]

  /// Makes a track.
  public init(
    dialect: String,
    fixes: [Fix],
    momentsWithoutFix: Int,
    timesWithoutFix: [Duration] = [],
    problems: [String] = []
  ) {
    self.dialect = dialect
    self.fixes = fixes
    self.momentsWithoutFix = momentsWithoutFix
    self.timesWithoutFix = timesWithoutFix
    self.problems = problems
  }
}
