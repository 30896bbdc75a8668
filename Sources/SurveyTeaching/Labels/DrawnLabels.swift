/// How drawn labels are read.
public struct DrawnLabels: Sendable, Hashable {
  /// The column that says what a shape is.
  public var column = "class"
  /// What bounds the ground that was looked at, where all that no shape covers is background: a layer of the labels, or a
  /// file; nil where only shapes count.
  public var area: String?
  /// Whether all that no shape covers is background, everywhere.
  public var isComplete = false
  /// Names that count as background; nil for the usual ones.
  public var background: [String]?

  /// Labels that are sparse, in a column `class`.
  public init() {}
}
