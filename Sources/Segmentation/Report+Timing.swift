extension SegmentationPipeline.Report {
  /// Does some work and adds the time it took.
  mutating func timed<Result>(
    _ stage: WritableKeyPath<Self, Duration>,
    _ work: () throws -> Result
  ) rethrows -> Result {
    let start = ContinuousClock.now
    let result = try work()
    self[keyPath: stage] += ContinuousClock.now - start
    return result
  }
}
