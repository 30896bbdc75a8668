public import Quantities

/// People, drones and batteries on site, and what they cost.
public struct Logistics: Sendable, Hashable {
  /// The time from landing to the next take-off; 3 min unless stated, an assumption.
  public var batteryChange: Duration = .minutes(3)

  /// The batteries at hand, charged; nil where there are enough.
  public var batteries: Int?

  /// The drones that fly at the same time, each with its pilot; 1 unless stated.
  public var drones = 1

  /// The least distance between drones in the air; 10 m unless stated, an assumption.
  public var separation = Length.meters(10)

  /// The time on site that a day has; 8 h unless stated.
  public var workingDay: Duration = .minutes(480)

  /// The rates that the cost is counted at; nil for the catalogue's cost per flight, and for the assumed rates where it has
  /// none.
  public var rates: CostRates?

  /// The usual logistics.
  public init() {}

  /// Refuses what nobody has.
  func check() throws {
    guard drones >= 1, drones <= 1000 else {
      throw FlightPlanningError.implausible(quantity: "number of drones", value: "\(drones)", from: "1", to: "1000")
    }
    if let batteries, batteries < 1 || batteries > 100_000 {
      throw FlightPlanningError.implausible(
        quantity: "number of batteries",
        value: "\(batteries)",
        from: "1",
        to: "100000"
      )
    }
    guard separation >= .meters(1), separation <= .meters(500) else {
      throw FlightPlanningError.implausible(
        quantity: "separation of drones",
        value: "\(Figure.text(separation.meters, 2)) m",
        from: "1 m",
        to: "500 m"
      )
    }
    guard batteryChange >= .zero, batteryChange <= .minutes(1440) else {
      throw FlightPlanningError.implausible(
        quantity: "battery change",
        value: "\(Figure.text(batteryChange.inMinutes, 2)) min",
        from: "0 min",
        to: "1440 min"
      )
    }
    guard workingDay > .zero, workingDay <= .minutes(1440) else {
      throw FlightPlanningError.implausible(
        quantity: "working day",
        value: "\(Figure.text(workingDay.inHours, 2)) h",
        from: "0 h",
        to: "24 h"
      )
    }
    try rates?.check()
  }
}
