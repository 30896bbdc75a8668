import Foundation
public import Quantities

/// What a survey is to show: given by the pixel, by the altitude or by the plant.
public enum SurveyTarget: Sendable, Hashable {
  /// The length on the ground of a pixel.
  case groundSamplingDistance(GroundSamplingDistance)
  /// The altitude above the ground.
  case altitude(Length)
  /// The area of the smallest plant to be found.
  case plantArea(Area)

  /// The ground sampling distance that a camera needs for it.
  ///
  /// For a plant the seminar gives two points: 0.1 cm/px for 10 cm² and 1 cm/px for 1 m². The line through both on
  /// logarithmic axes is g = 0.1 cm/px · (A / 10 cm²)^(1/3), which is also what is used between and beyond them.
  ///
  /// - Throws: `FlightPlanningError.notPositive` where the quantity is not above zero.
  public func groundSamplingDistance(with camera: Camera) throws -> GroundSamplingDistance {
    switch self {
    case .groundSamplingDistance(let gsd):
      try Self.positive(gsd, "ground sampling distance")
      return gsd
    case .altitude(let altitude):
      try Self.positive(altitude, "altitude")
      return camera.groundSamplingDistance(at: altitude)
    case .plantArea(let area):
      try Self.positive(area, "plant area")
      return .centimetersPerPixel(0.1 * cbrt(area.squareCentimeters / 10))
    }
  }

  private static func positive(_ value: some Quantity, _ name: String) throws {
    guard value.siValue > 0, value.siValue.isFinite else { throw FlightPlanningError.notPositive(quantity: name) }
  }
}
