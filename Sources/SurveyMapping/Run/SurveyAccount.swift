import Documents
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
  /// What is told of the first input only, and of the others in one sentence.
  private var tally = NoticeTally()
  /// Why nothing can be written any more; nil while there is space.
  private(set) var fullDisk: (any Error)?
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
  ///
  /// A full disk is no fault of the input: it is told once, by who ends the run.
  func fail(_ error: any Error, file: URL) {
    if FullDisk.isReason(error) {
      fullDisk = fullDisk ?? error
    } else {
      fail(sentence: wording.sentence(of: error), file: file)
    }
  }

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

  /// Keeps what is wrong with a frame; `tellFlags` tells it.
  func flag(_ flag: FrameFlag) { summary.flagged.append(flag) }

  /// Tells which frames are odd: each of a few, many of a kind at once.
  func tellFlags() {
    let kinds = Dictionary(grouping: summary.flagged, by: \.flag)
    for (_, flags) in kinds.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      if flags.count > NoticeTally.mostNamed {
        warn(.flaggedFrames(flags))
      } else {
        flags.forEach { warn(.flagged($0)) }
      }
    }
  }

  /// Tells what is as it should be, and keeps it.
  func remark(_ sentence: String) {
    if isSilent { return }
    summary.notices.append(sentence)
    observer.observe(.remark(sentence: sentence))
  }

  /// Whether an input is one of the few that a notice names; the others are counted for the end.
  func isNamed(_ name: String, among kind: NoticeTally.Kind) -> Bool { !isSilent && tally.isNamed(name, among: kind) }

  /// Keeps what was taken from a video.
  func add(_ video: VideoSummary) { summary.videos.append(video) }

  /// Ends the count.
  ///
  /// - Parameters:
  ///   - provenance: what the map says of itself.
  ///   - paths: the files of inputs by their names, as paths from the folder.
  /// - Returns: the summary, with what can only be said at the end.
  func finish(provenance: [JSONMember] = [], paths: [String: String] = [:]) -> MapSummary {
    summary.paths = paths
    summary.provenance = provenance
    for notice in tally.sentences + summary.unfamiliarityNotices { warn(.plain(notice)) }
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
