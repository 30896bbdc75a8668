public import FieldGeometry
public import Quantities

/// A part of a sortie: a line with pictures or a way without.
public struct FlightLeg: Sendable, Hashable {
  /// The line that is surveyed; nil on a way without pictures.
  public let line: SurveyLine?

  /// The corners of the path, from start to end; over terrain a line too has some between, where the height changes.
  public let path: [LocalPoint]

  /// The altitude at each corner of the path, relative to the take-off.
  public let altitudes: [Length]

  /// The speed over the ground.
  public let speed: Speed

  /// The time for it, from stop to stop at each turn.
  public let duration: Duration

  /// How much of the maker's flight time it takes; more than its own time where the drone flies fast through the air.
  public let battery: Duration

  /// The length of the path over the ground.
  public var length: Length { zip(path, path.dropFirst()).reduce(.zero) { $0 + $1.0.distance(to: $1.1) } }

  /// Whether its altitude stays the same, within a millimetre.
  var isLevel: Bool { ((altitudes.max() ?? .zero) - (altitudes.min() ?? .zero)).meters < 1e-3 }

  /// Makes a leg.
  package init(
    line: SurveyLine?,
    path: [LocalPoint],
    altitudes: [Length],
    speed: Speed,
    duration: Duration,
    battery: Duration
  ) {
    self.line = line
    self.path = path
    self.altitudes = altitudes
    self.speed = speed
    self.duration = duration
    self.battery = battery
  }
}
