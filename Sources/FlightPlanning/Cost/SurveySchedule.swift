import Quantities

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

  /// Gives the longest sorties out first, each to the drone that is free the earliest (Graham, 1969: at most a third
  /// longer than the best).
  init(_ sorties: [Sortie], logistics: Logistics) {
    drones = min(logistics.drones, max(1, sorties.count))
    var busy = [Double](repeating: 0, count: drones)
    var flown = [Int](repeating: 0, count: drones)
    let change = logistics.batteryChange.inSeconds
    for duration in sorties.map(\.duration.inSeconds).sorted(by: >) {
      let free = busy.indices.min { busy[$0] < busy[$1] } ?? 0
      busy[free] += duration + (flown[free] > 0 ? change : 0)
      flown[free] += 1
    }
    batteryChanges = flown.reduce(0) { $0 + max(0, $1 - 1) }
    let time = busy.max() ?? 0
    onSiteTime = .bounded(seconds: time)
    days = max(1, Int(bounded: (time / logistics.workingDay.inSeconds - 1e-9).rounded(.up)))
    sortiesWithoutBattery = logistics.batteries.map { max(0, sorties.count - $0) }
  }
}
