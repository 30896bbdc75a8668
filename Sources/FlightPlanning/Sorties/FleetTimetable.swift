import Quantities

/// When the sorties of several drones start, so that drones in the air keep apart.
struct FleetTimetable {
  /// When each sortie starts, from the first take-off, in seconds.
  private(set) var starts: [Double]
  /// The least distance between two drones in the air, where each starts up to a slack early or late; nil where never two are.
  private(set) var nearest: (distance: Double, time: Double, drones: (Int, Int))?

  /// Starts are tried so far apart, in seconds.
  private static let step = 5.0
  /// How much earlier or later than planned a drone may be against another, in seconds: people start them.
  static let slack = 10.0
  /// Heights and ways are computed in a different order where they are compared.
  private static let rounding = 1e-3

  /// Starts each sortie as soon as its drone is ready and no other comes too near, as the plan counts their times.
  ///
  /// At the latest that is when all others have landed, so that there always is such a time.
  init(_ sorties: [Sortie], logistics: Logistics, dynamics: FlightDynamics) {
    starts = [Double](repeating: 0, count: sorties.count)
    let change = logistics.batteryChange.inSeconds
    let times = sorties.map(\.duration.inSeconds)
    let drones = (sorties.map(\.drone).max() ?? 0) + 1
    var rest = (0..<drones).map { drone in sorties.indices.filter { sorties[$0].drone == drone }[...] }
    var free = [Double](repeating: 0, count: drones)
    guard drones > 1 else {
      for index in sorties.indices.dropFirst() { starts[index] = starts[index - 1] + times[index - 1] + change }
      return
    }
    let tracks = sorties.map { TimedTrack($0, dynamics: dynamics) }
    let wanted = logistics.separation.meters - Self.rounding
    var placed: [Int] = []
    while let drone = rest.indices.filter({ !rest[$0].isEmpty }).min(by: { free[$0] < free[$1] }),
      let index = rest[drone].popFirst()
    {
      var start = (free[drone] / Self.step).rounded(.up) * Self.step
      func isTooNear(_ other: Int) -> Bool {
        let found = Self.nearest(tracks[other], tracks[index], delay: start - starts[other], enough: wanted)
        return (found?.distance ?? .infinity) < wanted
      }
      while placed.contains(where: isTooNear) { start += Self.step }
      starts[index] = start
      free[drone] = start + times[index] + change
      placed.append(index)
    }
    for (index, other) in sorties.indices.flatMap({ first in sorties.indices.dropFirst(first + 1).map { (first, $0) } })
    where sorties[index].drone != sorties[other].drone {
      let found = Self.nearest(tracks[index], tracks[other], delay: starts[other] - starts[index])
      guard let found, found.distance < nearest?.distance ?? .infinity else { continue }
      nearest = (found.distance, starts[index] + found.time, (sorties[index].drone, sorties[other].drone))
    }
  }

  /// The least distance of two sorties, the second up to the slack early or late.
  private static func nearest(_ one: TimedTrack, _ other: TimedTrack, delay: Double, enough: Double = 0) -> (
    distance: Double, time: Double
  )? {
    stride(from: delay - slack, through: delay + slack, by: step)
      .compactMap { one.nearest(to: other, delay: $0, enough: enough) }
      .min { $0.distance < $1.distance }
  }
}
