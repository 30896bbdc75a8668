public import Quantities

/// A drone with the camera it carries.
public struct Drone: Sendable, Hashable {
  /// The name by which the catalogue knows it.
  public let id: String

  /// The name people use.
  public let name: String

  /// The camera with its lens.
  public let camera: Camera

  /// How it stays in the air.
  public let airframe: Airframe

  /// The highest speed at which it surveys: its maximum or its cruise speed.
  public let maximumSpeed: Speed

  /// The lowest speed at which it flies; nil where no source gives it and for a multirotor, which has none.
  public let minimumSpeed: Speed?

  /// The flight time from a full battery to an empty one: what its maker states, less what a payload's power takes.
  public private(set) var flightTime: Duration

  /// The energy of a full battery; nil where no source gives it.
  public let batteryEnergy: Energy?

  /// The power that a payload draws from the drone's battery; zero unless `carrying` was asked for.
  public private(set) var payloadPower = Power.zero

  /// The speed through the air at which it was measured; nil where no source gives it.
  public let flightTimeSpeed: Speed?

  /// What one flight costs; nil where it is not known.
  public let costPerFlight: Money?

  /// Whether it is one of the seminar's three drones.
  public let isInSeminar: Bool

  /// The numbers by which DJI's mission files name it; nil where it takes none or they are not known.
  public let waylineModel: WaylineModel?

  /// Where each figure comes from, by its key in the catalogue.
  public let sources: [String: String]

  /// Makes a drone from its entry in a catalogue.
  ///
  /// - Throws: `FlightPlanningError` where a figure is not above zero or absurdly large, or the lowest speed is above the highest.
  public init(_ record: DroneRecord, camera: Camera) throws {
    let figures: [(String, Double?)] = [
      ("speed_m_per_s", record.speedInMetersPerSecond),
      ("minimum_speed_m_per_s", record.minimumSpeedInMetersPerSecond),
      ("flight_time_min", record.flightTimeInMinutes),
      ("battery_wh", record.batteryInWattHours),
      ("flight_time_speed_m_per_s", record.enduranceSpeedInMetersPerSecond),
      ("cost_eur_per_flight", record.costPerFlightInEuros),
    ]
    for (name, value) in figures {
      guard let value else { continue }
      // A billion is more of anything than a drone has, and still no overflow.
      guard value > 0, value < 1e9 else {
        throw FlightPlanningError.figureNotPositive(owner: record.id, figure: name, value: value)
      }
    }
    if let minimum = record.minimumSpeedInMetersPerSecond, minimum > record.speedInMetersPerSecond {
      throw FlightPlanningError.minimumAboveMaximum(drone: record.id)
    }
    id = record.id
    name = record.name
    self.camera = camera
    airframe = record.airframe ?? .multirotor
    maximumSpeed = .metersPerSecond(record.speedInMetersPerSecond)
    minimumSpeed = record.minimumSpeedInMetersPerSecond.map(Speed.metersPerSecond)
    flightTime = .minutes(record.flightTimeInMinutes)
    batteryEnergy = record.batteryInWattHours.map { .joules($0 * 3600) }
    flightTimeSpeed = record.enduranceSpeedInMetersPerSecond.map(Speed.metersPerSecond)
    costPerFlight = record.costPerFlightInEuros.map(Money.euros)
    isInSeminar = record.isInSeminar ?? false
    waylineModel = record.waylineModel
    sources = record.sources ?? [:]
  }

  /// The drone with a payload that draws power from its battery.
  ///
  /// With E the battery's energy and T the stated flight time the drone flies on P = E / T, and with p more it flies
  /// E / (P + p) = T P / (P + p). The payload's weight is not counted.
  ///
  /// - Parameter power: what the payload draws, zero or more, besides what an earlier call added.
  /// - Returns: the drone with the shorter flight time.
  /// - Throws: `FlightPlanningError` where the power is below zero or the battery's energy is not known.
  public func carrying(_ power: Power) throws -> Drone {
    guard power.watts >= 0, power.watts < 1e6 else {
      throw FlightPlanningError.figureNotPositive(owner: id, figure: "payload-power", value: power.watts)
    }
    guard power > .zero else { return self }
    guard let batteryEnergy else { throw FlightPlanningError.unknownBattery(drone: id) }
    var drone = self
    drone.payloadPower = payloadPower + power
    let drawn = batteryEnergy / flightTime
    drone.flightTime = batteryEnergy / (drawn + power)
    return drone
  }

  /// The lowest speed that a plan may ask for: none for a multirotor; for wings the stated minimum, and where that is
  /// not known the survey speed itself, since the only speed known to be flown is no place to guess below.
  public var lowestPlannedSpeed: Speed {
    switch airframe {
    case .multirotor: .zero
    case .fixedWing: minimumSpeed ?? maximumSpeed
    }
  }

  /// How many seconds of the maker's flight time a second at a speed through the air takes: at least 1.
  ///
  /// With T the flight time measured at v_t, a drone lasts T · 3 v_t² / (2 v_t² + v²) at v (the model of drone-tm, whose
  /// 34 min at 6 m/s become 17.98 min at 11.5 m/s). Below v_t it would last longer; that is not counted on. Where v_t is
  /// not known, 1.
  public func batteryDrain(airspeed: Speed) -> Double {
    guard let measured = flightTimeSpeed, airspeed > measured else { return 1 }
    let ratio = airspeed / measured
    return (2 + ratio * ratio) / 3
  }
}
