/// The frames that are segmented at the same time, two at most.
///
/// While the last tiles of one are written, the engines have the first ones of the next. They are finished in their order.
struct FrameLine {
  /// The result of a frame, with its number.
  typealias Numbered = (number: Int, outcome: Result<FrameJob.Outcome, any Error>)

  private static let most = 2

  private var group: TaskGroup<Numbered>
  private var jobs: [FrameJob] = []
  /// The number of the first job.
  private var first = 0
  private var finished: [Int: Result<FrameJob.Outcome, any Error>] = [:]

  /// An empty line whose frames run in a group.
  init(group: TaskGroup<Numbered>) { self.group = group }

  /// Begins with a frame, after the first one is finished where there are as many as may be.
  ///
  /// - Returns: the one that is finished.
  mutating func begin(_ job: FrameJob) async -> (job: FrameJob, outcome: Result<FrameJob.Outcome, any Error>)? {
    let finished = jobs.count < Self.most ? nil : await finishFirst()
    group.addTask { [number = first + jobs.count] in (number, await job.outcome()) }
    jobs.append(job)
    return finished
  }

  /// Waits for the frame that was begun first; nil where there is none.
  mutating func finishFirst() async -> (job: FrameJob, outcome: Result<FrameJob.Outcome, any Error>)? {
    guard !jobs.isEmpty else { return nil }
    while finished[first] == nil, let next = await group.next() { finished[next.number] = next.outcome }
    let job = jobs.removeFirst()
    first += 1
    return finished.removeValue(forKey: first - 1).map { (job, $0) }
  }
}
