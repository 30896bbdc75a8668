public import FieldGeometry
public import Quantities

/// Which part of a field is wanted, where it is not all of it.
public enum PartRequest: Sendable, Hashable {
  /// Square plots on a grid: the share of the field, above 0 and up to 1, and the side of a plot.
  case plots(share: Double, side: Length)
  /// Strips one picture wide: the share of the field, above 0 and up to 1, and what sets their random start.
  case transects(share: Double, seed: UInt64)
  /// What was not surveyed before: the ground that was, of each polygon its outline and its holes.
  case unflown(by: [[[LocalPoint]]])
  /// Boxes around patches that an earlier map shows: their outlines, and the ground to show around each.
  case revisit(patches: [[LocalPoint]], margin: Length)
}
