public import FieldGeometry
public import Quantities

/// A part of a sortie: a line with pictures or a way without.
public struct FlightLeg: Sendable, Hashable {
  /// The line that is surveyed; nil on a way without pictures.
  public let line: SurveyLine?

  /// The corners of the path, from start to end.
  public let path: [LocalPoint]

  /// The speed over the ground.
  public let speed: Speed

  /// The time for it, from stop to stop at each corner.
  public let duration: Duration

  /// The length of the path.
  public var length: Length { zip(path, path.dropFirst()).reduce(.zero) { $0 + $1.0.distance(to: $1.1) } }

  /// Makes a leg.
  package init(line: SurveyLine?, path: [LocalPoint], speed: Speed, duration: Duration) {
    self.line = line
    self.path = path
    self.speed = speed
    self.duration = duration
  }
}
