public import Quantities

/// What a map says of a parcel.
public struct ParcelFigures: Sendable, Hashable {
  /// What is known of a parcel of which some was surveyed.
  public struct Survey: Sendable, Hashable {
    /// The ground of it that was surveyed.
    public let surveyed: Area
    /// The ground of patches in it.
    public let infested: Area
    /// The least that outline and scale leave of it; nil where the map does not say.
    public let infestedLow: Area?
    /// The most.
    public let infestedHigh: Area?
    /// The infested ground as people walk around it: the squares of 1 m of the grid in which there is a patch.
    public let stand: Area
    /// How many patches lie in it, also in part.
    public let patchCount: Int
    /// The largest of them, as far as it lies in it; nil where there is none.
    public let largestPatch: Area?
    /// The ground of patches so near to its border that they may be the neighbour's.
    public let nearBorder: Area
    /// How many such patches there are.
    public let nearBorderCount: Int

    /// The infested share of the surveyed ground, from 0 to 1.
    public var cover: Double { infested.squareMeters / surveyed.squareMeters }
  }

  /// What it is called.
  public let id: String
  /// Its area.
  public let area: Area
  /// What the survey says; nil where none of it was surveyed, so that nothing is known.
  public let survey: Survey?
  /// The class of an authority; nil where none was asked for or nothing is found.
  public let className: String?
}
