import Quantities

/// The energy since the start of a trace, so that the energy between any two times is a difference.
struct EnergyCurve {
  private let joules: [Double]
  private let step: Double

  /// Adds up a trace.
  ///
  /// - Parameters:
  ///   - watts: the samples.
  ///   - rate: samples in a second.
  ///   - keeping: every how manyth sample is used; each then stands for the ones around it.
  ///   - phase: the first one used.
  init(watts: [Double], rate: Double, keeping: Int = 1, phase: Int = 0) {
    step = 1 / rate
    var joules = [0.0]
    joules.reserveCapacity(watts.count + 1)
    var sum = 0.0
    for index in watts.indices {
      let nearest = ((index - phase + keeping / 2) / keeping) * keeping + phase
      let place = nearest < watts.count ? max(0, nearest) : nearest - keeping
      sum += watts[max(0, place)] * step
      joules.append(sum)
    }
    self.joules = joules
  }

  /// The energy from the start to a time in seconds.
  func energy(until time: Double) -> Double {
    let place = min(max(0, time / step), Double(joules.count - 1))
    let low = Int(bounded: place)
    guard low + 1 < joules.count else { return joules[joules.count - 1] }
    return joules[low] + (joules[low + 1] - joules[low]) * (place - Double(low))
  }

  /// The energy between two times in seconds.
  func energy(from start: Double, to end: Double) -> Double { energy(until: end) - energy(until: start) }
}
