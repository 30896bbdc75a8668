import FieldGeometry
import Quantities

/// How a line is flown: its heights, its speed over the ground in the wind, and what it takes from the battery.
struct LineFlight: Sendable {
  let line: SurveyLine
  let profile: HeightProfile
  let speed: Speed
  /// Seconds of the maker's flight time for each second.
  let drain: Double

  /// The place at a distance from the line's start.
  func place(at distance: Double) -> Vector {
    let length = line.length.meters
    guard distance > 0, length > 0 else { return Vector(line.start) }
    guard distance < length else { return Vector(line.end) }
    return Vector(line.start) + (Vector(line.end) - Vector(line.start)) * (distance / length)
  }
}
