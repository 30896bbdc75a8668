public import Quantities

/// What a survey's work and wear cost.
///
/// No source publishes such rates for this work: the values here are assumptions, to
/// be replaced with one's own.
public struct CostRates: Sendable, Hashable {
  /// A pilot's hour on site; 50 EUR unless stated, an assumption.
  ///
  /// Each drone has its pilot.
  public var pilotPerHour: Money = .euros(50)

  /// The hardware written off in an hour of flight; 20 EUR unless stated, an assumption: 10 000 EUR over 500 hours.
  public var hardwarePerFlightHour: Money = .euros(20)

  /// The wear of a battery on one sortie; 2 EUR unless stated, an assumption: 400 EUR over 200 charges.
  public var batteryPerSortie: Money = .euros(2)

  /// The way to the field and back, each day; nothing unless stated.
  public var travelPerDay: Money = .zero

  /// The assumed rates.
  public init() {}

  /// Refuses rates below zero.
  func check() throws {
    for (name, value) in [
      ("pilot's cost", pilotPerHour), ("hardware cost", hardwarePerFlightHour), ("battery cost", batteryPerSortie),
      ("travel cost", travelPerDay),
    ] where !(value >= .zero && value.euros < 1e9) {
      throw FlightPlanningError.implausible(
        quantity: name,
        value: "\(value.euros) EUR",
        from: "0 EUR",
        to: "1000000000 EUR"
      )
    }
  }
}
