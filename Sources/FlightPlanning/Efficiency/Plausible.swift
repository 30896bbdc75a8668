import Quantities

/// Bounds far beyond any survey; what lies outside them is a slip, and would only overflow a time.
enum Plausible {
  /// Refuses a pixel below a micrometre or above a kilometre.
  static func check(_ gsd: GroundSamplingDistance) throws {
    guard gsd > .zero, gsd.metersPerPixel.isFinite else {
      throw FlightPlanningError.notPositive(quantity: "ground sampling distance")
    }
    guard gsd.metersPerPixel >= 1e-6, gsd.metersPerPixel <= 1e3 else {
      throw FlightPlanningError.implausible(
        quantity: "ground sampling distance",
        value: "\(gsd.centimetersPerPixel) cm/px",
        from: "0.0001 cm/px",
        to: "100000 cm/px"
      )
    }
  }

  /// Refuses a speed below a millimetre or above a kilometre per second.
  static func check(_ speed: Speed) throws {
    guard speed > .zero else { throw FlightPlanningError.notPositive(quantity: "speed") }
    guard speed.metersPerSecond >= 1e-3, speed.metersPerSecond <= 1e3 else {
      throw FlightPlanningError.implausible(
        quantity: "speed",
        value: "\(speed.metersPerSecond) m/s",
        from: "0.001 m/s",
        to: "1000 m/s"
      )
    }
  }

  /// Refuses a part of a field to sample that is not above 0 and up to 1.
  static func check(sample share: Double) throws {
    guard share > 0, share <= 1 else {
      throw FlightPlanningError.implausible(
        quantity: "sample",
        value: "\(Figure.text(share * 100, 2))%",
        from: "above 0%",
        to: "100%"
      )
    }
  }
}
