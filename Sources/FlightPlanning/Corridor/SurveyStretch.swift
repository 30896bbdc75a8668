public import FieldGeometry
public import Quantities

/// Which stretch of a corridor's line a polygon belongs to.
public struct SurveyStretch: Sendable, Hashable {
  /// The line, counted from 0.
  public let line: Int

  /// The stretch of the line, counted from 0 along it.
  public let number: Int

  /// Where the stretch begins.
  public let start: LocalPoint

  /// The direction of the stretch, clockwise from north.
  public let direction: Angle

  /// Makes a stretch.
  public init(line: Int, number: Int, start: LocalPoint, direction: Angle) {
    self.line = line
    self.number = number
    self.start = start
    self.direction = direction
  }
}
