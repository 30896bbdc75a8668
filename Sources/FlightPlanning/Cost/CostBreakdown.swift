public import Quantities

/// What a survey costs, and what of it goes where.
public struct CostBreakdown: Sendable, Hashable {
  /// Where the figures come from.
  public enum Basis: String, Sendable, Hashable {
    /// The catalogue's cost of a flight, for each sortie.
    case catalogFlight = "catalogue's cost per flight"
    /// Rates, each stated or assumed.
    case rates
  }

  /// Where the figures come from.
  public let basis: Basis
  /// All of it.
  public let total: Money
  /// The pilots' time on site; nil where the cost of a flight stands for all.
  public let pilot: Money?
  /// The hardware's write-off.
  public let hardware: Money?
  /// The batteries' wear.
  public let battery: Money?
  /// The ways to the field.
  public let travel: Money?

  /// The catalogue's cost of a flight for each sortie.
  init(perFlight: Money, sorties: Int) {
    basis = .catalogFlight
    total = perFlight * Double(sorties)
    pilot = nil
    hardware = nil
    battery = nil
    travel = nil
  }

  /// The cost at some rates.
  init(rates: CostRates, schedule: SurveySchedule, flightTime: Duration, sorties: Int) {
    basis = .rates
    let pilot = rates.pilotPerHour * (schedule.onSiteTime.inHours * Double(schedule.drones))
    let hardware = rates.hardwarePerFlightHour * flightTime.inHours
    let battery = rates.batteryPerSortie * Double(sorties)
    let travel = rates.travelPerDay * Double(schedule.days)
    total = pilot + hardware + battery + travel
    self.pilot = pilot
    self.hardware = hardware
    self.battery = battery
    self.travel = travel
  }
}
