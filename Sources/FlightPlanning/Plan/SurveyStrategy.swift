/// Whether polygons are surveyed along one direction each or cell by cell, and what both take.
public struct SurveyStrategy: Sendable, Hashable {
  /// The number of cells into which the polygons are cut; one for each that is surveyed along one direction.
  public let cellCount: Int
  /// The flight time, all sorties, with one direction for each polygon.
  public let singleDirectionTime: Duration
  /// The same with polygons cut where that seemed to pay; nil where it nowhere did.
  public let cellsTime: Duration?
}
