/// Which drone flies which sortie, where several fly at the same time: each a stretch of the sorties in their order, so that
/// drones have adjacent parts of the field.
enum DroneShares {
  /// The stretches that are done the earliest.
  ///
  /// - Parameters:
  ///   - seconds: the time of each sortie.
  ///   - change: the time between two sorties of a drone.
  ///   - drones: the drones at hand.
  /// - Returns: the drone of each sortie, counted from 0.
  static func drones(for seconds: [Double], change: Double, drones: Int) -> [Int] {
    func shares(within limit: Double) -> [Int]? {
      var (drone, busy) = (0, 0.0)
      var shares: [Int] = []
      for time in seconds {
        let isFirst = shares.last != drone
        if !isFirst, busy + change + time > limit { (drone, busy) = (drone + 1, 0) }
        busy += time + (shares.last == drone ? change : 0)
        guard drone < drones, busy <= limit else { return nil }
        shares.append(drone)
      }
      return shares
    }
    var enough = seconds.reduce(0, +) + change * Double(seconds.count)
    var tooLittle = 0.0
    for _ in 0..<50 {
      let middle = (tooLittle + enough) / 2
      if shares(within: middle) == nil { tooLittle = middle } else { enough = middle }
    }
    return shares(within: enough) ?? seconds.map { _ in 0 }
  }
}
