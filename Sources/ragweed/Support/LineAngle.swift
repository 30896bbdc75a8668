import ArgumentParser
import Quantities

/// The direction of survey lines: an angle, or the one that takes the least time.
enum LineAngle {
  case auto
  case bearing(Angle)

  static func parse(_ text: String) throws -> LineAngle {
    if text == "auto" { return .auto }
    return .bearing(try Angle(parsing: text))
  }
}
