import Foundation

/// The sine of a latitude in degrees.
enum LatitudeSine {
  static func of(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }
}
