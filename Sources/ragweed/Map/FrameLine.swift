/// The frames that are segmented at the same time, two at most.
///
/// While the last tiles of one are written, the engines have the first ones of the next. They are finished in their order.
struct FrameLine {
  /// The result of a frame, with its number.
  typealias Numbered = (number: Int, outcome: Result<FrameJob.Outcome, any Error>)

  private static let most = 2

  private var group: TaskGroup<Numbered>
  private var jobs: ArraySlice<FrameJob> = []
  private var finished: [Int: Result<FrameJob.Outcome, any Error>] = [:]

  /// An empty line whose frames run in a group.
  init(group: TaskGroup<Numbered>) { self.group = group }

  /// Begins with a frame, after the first one is finished where there are as many as may be.
  ///
  /// - Returns: the one that is finished.
  mutating func begin(_ job: FrameJob) async -> (job: FrameJob, outcome: Result<FrameJob.Outcome, any Error>)? {
    let first = jobs.count < Self.most ? nil : await finishFirst()
    jobs.append(job)
    group.addTask { [number = jobs.endIndex - 1] in (number, await job.outcome()) }
    return first
  }

  /// Waits for the frame that was begun first; nil where there is none.
  mutating func finishFirst() async -> (job: FrameJob, outcome: Result<FrameJob.Outcome, any Error>)? {
    guard let job = jobs.first else { return nil }
    let number = jobs.startIndex
    while finished[number] == nil, let next = await group.next() { finished[next.number] = next.outcome }
    jobs.removeFirst()
    return finished.removeValue(forKey: number).map { (job, $0) }
  }
}
