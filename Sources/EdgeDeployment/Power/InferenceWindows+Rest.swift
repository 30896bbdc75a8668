extension InferenceWindows {
  /// What a trace shows outside of inferences.
  struct Rest {
    private let stretches: [Range<Int>]
    private let watts: [Double]
    private let busyMean: Double

    init(_ watts: [Double], outside windows: [Range<Int>]) {
      self.watts = watts
      var stretches: [Range<Int>] = []
      var from = 0
      for window in windows.sorted(by: { $0.lowerBound < $1.lowerBound }) {
        if window.lowerBound > from { stretches.append(from..<window.lowerBound) }
        from = max(from, window.upperBound)
      }
      if from < watts.count { stretches.append(from..<watts.count) }
      self.stretches = stretches
      let busy = windows.flatMap { watts[$0] }
      busyMean = busy.reduce(0, +) / Double(max(1, busy.count))
    }

    /// How many stretches of some length draw as much as an inference, such as a network that is loaded.
    func busyTimes(atLeast length: Int) -> Int {
      let idle = quiet(stretches.flatMap { watts[$0] })
      let level = idle + InferenceWindows.threshold * (busyMean - idle)
      let block = max(1, length / 8)
      return stretches.reduce(0) { count, stretch in
        var (count, run) = (count, 0)
        for start in stride(from: stretch.lowerBound, to: stretch.upperBound, by: block) {
          let part = watts[start..<min(start + block, stretch.upperBound)]
          let isBusy = part.reduce(0, +) / Double(part.count) > level
          run = isBusy ? run + part.count : 0
          if isBusy, run >= length, run - part.count < length { count += 1 }
        }
        return count
      }
    }

    /// The level at the start and at the end, where it changes by more than a fifth of what an inference draws above it.
    var drift: (from: Double, to: Double)? {
      guard let first = stretches.first, let last = stretches.last, first != last, first.lowerBound == 0,
        last.upperBound == watts.count
      else { return nil }
      // What busy times draw is no level of rest: the quieter half of each end is.
      let (from, to) = (quiet(Array(watts[first])), quiet(Array(watts[last])))
      return abs(to - from) > 0.2 * (busyMean - min(from, to)) ? (from, to) : nil
    }

    /// The level that a quarter of some samples stay below.
    private func quiet(_ samples: [Double]) -> Double {
      samples.isEmpty ? 0 : samples.sorted()[samples.count / 4]
    }
  }
}
