/// How a field is surveyed, and what the other way would have taken.
public struct SurveyStrategy: Sendable, Hashable {
  /// The number of cells into which the polygons are cut; as many as polygons where each is surveyed along one direction.
  public private(set) var cellCount = 0
  /// The time on lines and ways in calm legs before batteries split them, as flown, in seconds.
  public private(set) var chosenSeconds = 0.0
  /// The same with one direction for each polygon, in seconds.
  public private(set) var singleDirectionSeconds = 0.0
  /// The same with cells where cutting seemed to pay, in seconds; as above where it did not.
  public private(set) var decomposedSeconds = 0.0
  private var single: Double?
  private var decomposed: Double?

  init() {}

  mutating func note(cellCount: Int, seconds: Double) {
    if cellCount == 1 { single = min(single ?? .infinity, seconds) } else { decomposed = seconds }
  }

  mutating func choose(cellCount: Int, seconds: Double) {
    self.cellCount += cellCount
    chosenSeconds += seconds
    singleDirectionSeconds += single ?? seconds
    decomposedSeconds += decomposed ?? single ?? seconds
    single = nil
    decomposed = nil
  }
}
