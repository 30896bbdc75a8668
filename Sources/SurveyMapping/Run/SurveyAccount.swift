import Foundation
import InfestationMapping
import ResultFiles
import Segmentation

/// What a survey has come to so far: it tells the observer, and keeps for the summary what is to stand there.
final class SurveyAccount {
  private let wording: any SurveyWording
  private let observer: any SurveyObserver
  private let names: InputNames
  private let start = ContinuousClock.now
  /// Whether an input is segmented ahead of time, so that notices and failures wait.
  private(set) var isSilent = false
  /// What is kept.
  private(set) var summary: MapSummary

  /// Begins to count.
  init(
    _ summary: MapSummary,
    names: InputNames = .plain,
    wording: any SurveyWording,
    observer: any SurveyObserver
  ) {
    self.names = names
    self.summary = summary
    self.wording = wording
    self.observer = observer
  }

  /// Does something of which nothing is told or kept.
  ///
  /// - Throws: what it throws.
  func silently(_ work: () async throws -> Void) async rethrows {
    let before = summary
    isSilent = true
    defer { (isSilent, summary) = (false, before) }
    try await work()
  }

  /// Tells what went wrong with an input, and keeps it.
  func fail(_ error: any Error, file: URL) { fail(sentence: wording.sentence(of: error), file: file) }

  /// Tells what went wrong with an input in a sentence of its own, and keeps it.
  func fail(sentence: String, file: URL) {
    if isSilent { return }
    let failure = MapSummary.Failure(source: names.name(of: file), reason: PlainText.line(sentence))
    observer.observe(.failure(failure))
    summary.failures.append(failure)
  }

  /// Tells what the user should know, and keeps it.
  func warn(_ notice: SurveyNotice) {
    if isSilent { return }
    let sentence = PlainText.line(wording.sentence(of: notice))
    observer.observe(.notice(notice, sentence: sentence))
    summary.notices.append(sentence)
  }

  /// Counts an input that is finished.
  func add(_ input: MapSummary.Input, report: SegmentationPipeline.Report) {
    summary.add(input, report: report)
    if !isSilent { observer.observe(.finishedInput(input)) }
  }

  /// Counts an input that was taken from an earlier run.
  func countResumed() { summary.resumedCount += 1 }

  /// Counts a patch that was found when all frames were on the ground.
  func count(_ patch: Patch, source: String, isSmall: Bool) {
    summary.count(patch, source: source, isSmall: isSmall)
  }

  /// Keeps what is wrong with a frame, and tells of the first ones of a kind.
  func flag(_ flag: FrameFlag) {
    if summary.flagged.count(where: { $0.flag == flag.flag }) < Self.mostTold { warn(.flagged(flag)) }
    summary.flagged.append(flag)
  }

  /// Makes one sentence of the flags that were not told one by one.
  func tellFurtherFlags() {
    let kinds = Dictionary(grouping: summary.flagged, by: \.flag).sorted { $0.key.rawValue < $1.key.rawValue }
    for (kind, flags) in kinds where flags.count > Self.mostTold {
      let more = flags.count - Self.mostTold
      warn(.plain("\(more) more frames are flagged as \(kind.rawValue): summary.json lists them."))
    }
  }

  /// So many flags of a kind are told one by one.
  private static let mostTold = 5

  /// Keeps what was taken from a video.
  func add(_ video: VideoSummary) { summary.videos.append(video) }

  /// Ends the count.
  ///
  /// - Returns: the summary, with what can only be said at the end.
  func finish() -> MapSummary {
    for notice in summary.unfamiliarityNotices { warn(.plain(notice)) }
    if summary.resumedCount > 0 {
      let all = summary.inputs.count
      let sentence = "\(summary.resumedCount) of \(all) inputs were taken from the earlier run."
      summary.notices.append(sentence)
      observer.observe(.resumed(count: summary.resumedCount, of: all, sentence: sentence))
    }
    summary.wallTime = ContinuousClock.now - start
    return summary
  }
}
