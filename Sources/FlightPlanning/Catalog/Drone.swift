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

  /// The power that the drone gives a payload from its own battery: zero where it has no port for one; nil where no source
  /// gives it.
  public private(set) var payloadPort: Power?

  /// The mass that a payload may have, in grams; nil where no source gives it.
  public private(set) var payloadMassInGrams: Double?

  /// The speed through the air at which it was measured; nil where no source gives it.
  public let flightTimeSpeed: Speed?

  /// What one flight costs; nil where it is not known.
  public let costPerFlight: Money?

  /// What else people call it, such as `M3E`.
  public private(set) var shortNames: [String] = []

  /// The most waypoints that a mission for it may have; nil where none is known.
  public private(set) var mostWaypoints: Int?

  /// Whether it is one of the seminar's three drones.
  public private(set) var isInSeminar = false

  /// The numbers by which DJI's mission files name it; nil where it takes none or they are not known.
  public let waylineModel: WaylineModel?

  /// Where each figure comes from, by its key in the catalogue.
  public let sources: [String: String]

  /// Makes a drone.
  ///
  /// - Parameters:
  ///   - id: the name by which a catalogue knows it.
  ///   - name: the name people use; the id unless given.
  ///   - camera: the camera that it carries.
  ///   - airframe: how it stays in the air.
  ///   - maximumSpeed: the highest speed at which it surveys.
  ///   - minimumSpeed: the lowest speed at which it flies.
  ///   - flightTime: the flight time from a full battery to an empty one.
  ///   - batteryEnergy: the energy of a full battery.
  ///   - flightTimeSpeed: the speed through the air at which the flight time was measured.
  ///   - costPerFlight: what one flight costs.
  ///   - waylineModel: the numbers by which DJI's mission files name it.
  ///   - sources: where each figure comes from, by its key in a catalogue file.
  /// - Throws: `FlightPlanningError` where a figure is not above zero or absurdly large, or the lowest speed is above the highest.
  public init(
    id: String,
    name: String? = nil,
    camera: Camera,
    airframe: Airframe = .multirotor,
    maximumSpeed: Speed,
    minimumSpeed: Speed? = nil,
    flightTime: Duration,
    batteryEnergy: Energy? = nil,
    flightTimeSpeed: Speed? = nil,
    costPerFlight: Money? = nil,
    waylineModel: WaylineModel? = nil,
    sources: [String: String] = [:]
  ) throws {
    let figures: [(DroneRecord.CodingKeys, Double?)] = [
      (.speedInMetersPerSecond, maximumSpeed.metersPerSecond),
      (.minimumSpeedInMetersPerSecond, minimumSpeed?.metersPerSecond),
      (.flightTimeInMinutes, flightTime.inMinutes),
      (.batteryInWattHours, batteryEnergy.map { $0.joules / 3600 }),
      (.enduranceSpeedInMetersPerSecond, flightTimeSpeed?.metersPerSecond),
      (.costPerFlightInEuros, costPerFlight?.euros),
    ]
    for (key, value) in figures { try CatalogFigure.check(value, key, of: id) }
    if let minimumSpeed, minimumSpeed > maximumSpeed {
      throw FlightPlanningError.minimumAboveMaximum(drone: id)
    }
    self.id = id
    self.name = name ?? id
    self.camera = camera
    self.airframe = airframe
    self.maximumSpeed = maximumSpeed
    self.minimumSpeed = minimumSpeed
    self.flightTime = flightTime
    self.batteryEnergy = batteryEnergy
    self.flightTimeSpeed = flightTimeSpeed
    self.costPerFlight = costPerFlight
    self.waylineModel = waylineModel
    self.sources = sources
  }

  /// Makes a drone from its entry in a catalogue.
  ///
  /// - Throws: `FlightPlanningError` where a figure is not above zero or absurdly large, or the lowest speed is above the highest.
  public init(_ record: DroneRecord, camera: Camera) throws {
    // Checked before it becomes a duration, which overflows.
    try CatalogFigure.check(
      record.flightTimeInMinutes,
      DroneRecord.CodingKeys.flightTimeInMinutes,
      of: record.id
    )
    try self.init(
      id: record.id,
      name: record.name,
      camera: camera,
      airframe: record.airframe ?? .multirotor,
      maximumSpeed: .metersPerSecond(record.speedInMetersPerSecond),
      minimumSpeed: record.minimumSpeedInMetersPerSecond.map(Speed.metersPerSecond),
      flightTime: .minutes(record.flightTimeInMinutes),
      batteryEnergy: record.batteryInWattHours.map { .joules($0 * 3600) },
      flightTimeSpeed: record.enduranceSpeedInMetersPerSecond.map(Speed.metersPerSecond),
      costPerFlight: record.costPerFlightInEuros.map(Money.euros),
      waylineModel: record.waylineModel,
      sources: record.sources ?? [:]
    )
    try CatalogFigure.check(
      record.mostWaypoints.map { Double($0) },
      DroneRecord.CodingKeys.mostWaypoints,
      of: record.id
    )
    mostWaypoints = record.mostWaypoints
    // None is a figure too: a drone without a port.
    for (figure, key) in [
      (record.payloadPowerInWatts, DroneRecord.CodingKeys.payloadPowerInWatts),
      (record.payloadMassInGrams, .payloadMassInGrams),
    ] where figure != 0 {
      try CatalogFigure.check(figure, key, of: record.id)
    }
    payloadPort = record.payloadPowerInWatts.map(Power.watts)
    payloadMassInGrams = record.payloadMassInGrams
    shortNames = record.shortNames ?? []
    isInSeminar = record.isInSeminar ?? false
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

  /// Why the drone cannot feed its payload, in a sentence; nil where it can, or nobody says what it gives.
  public var payloadNotice: String? {
    guard let payloadPort, payloadPower > payloadPort else { return nil }
    let drawn = Figure.text(payloadPower.watts, 1)
    let given = Figure.text(payloadPort.watts, 1)
    return
      (payloadPort > .zero
      ? "The payload draws \(drawn) W, and \(name) gives one at most \(given) W"
      : "The payload draws \(drawn) W, and \(name) has no port that gives a payload power")
      + ": choose another drone, or a board with a battery of its own."
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
