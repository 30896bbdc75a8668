public import Quantities

/// How long a survey takes on site.
public struct SurveySchedule: Sendable, Hashable {
  /// The drones that fly at the same time.
  public let drones: Int
  /// The battery changes of all drones together.
  public let batteryChanges: Int
  /// The time from the first take-off to the last landing, with battery changes.
  public let onSiteTime: Duration
  /// The working days that it fills, a part of one counted as one.
  public let days: Int
  /// The sorties for which no charged battery is left; nil where batteries were not counted.
  public let sortiesWithoutBattery: Int?

  /// When each sortie starts, from the first take-off.
  public let starts: [Duration]
  /// The least distance between two drones in the air, with its time from the first take-off, where each is up to ten
  /// seconds early or late; nil where never two are.
  public let separation: Separation?

  /// Two drones at their nearest.
  public struct Separation: Sendable, Hashable {
    /// How far apart they are.
    public let distance: Length
    /// When, from the first take-off.
    public let time: Duration
    /// Which drones, counted from 0.
    public let drones: [Int]
  }

  /// Starts each sortie as soon as its drone is ready and no other comes too near.
  init(_ sorties: [Sortie], logistics: Logistics, dynamics: FlightDynamics) {
    let table = FleetTimetable(sorties, logistics: logistics, dynamics: dynamics)
    starts = table.starts.map { .bounded(seconds: $0) }
    separation = table.nearest.map {
      Separation(
        distance: .meters($0.distance),
        time: .bounded(seconds: $0.time),
        drones: [$0.drones.0, $0.drones.1]
      )
    }
    drones = Set(sorties.map(\.drone)).count
    batteryChanges = max(0, sorties.count - drones)
    let time = zip(sorties, table.starts).map { $0.duration.inSeconds + $1 }.max() ?? 0
    onSiteTime = .bounded(seconds: time)
    days = max(1, Int(bounded: (time / logistics.workingDay.inSeconds - 1e-9).rounded(.up)))
    sortiesWithoutBattery = logistics.batteries.map { max(0, sorties.count - $0) }
  }
}
