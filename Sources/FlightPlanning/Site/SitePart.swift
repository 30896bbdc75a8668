public import Quantities

/// What the polygons of a site are, where they are not a whole field.
public enum SitePart: Sendable, Hashable {
  /// The ground along lines.
  case corridor(Corridor)
  /// A sample of plots, and the share that was asked for.
  case plots(SamplePlots, asked: Double)
  /// A sample of strips: their width, the share that was asked for and the one that lies in the field, and what set
  /// their start.
  case transects(SampleTransects, width: Length, asked: Double, share: Double, seed: UInt64)
  /// What was not surveyed before: its share of the field, and how far it reaches over ground that was.
  case unflown(share: Double, margin: Length)
  /// Boxes around patches, with the ground shown around each.
  case revisit(RevisitBoxes, margin: Length)
}
