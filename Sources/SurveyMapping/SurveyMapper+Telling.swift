import Foundation
import ResultFiles
import Segmentation

/// What the observer is told, and what of it the summary keeps.
extension SurveyMapper {
  /// Tells what went wrong with an input, and keeps it for the summary.
  func fail(_ error: any Error, file: URL) { fail(sentence: wording.sentence(of: error), file: file) }

  /// Tells what went wrong with an input in a sentence of its own, and keeps it for the summary.
  func fail(sentence: String, file: URL) {
    if isPreparing { return }
    let failure = MapSummary.Failure(source: file.lastPathComponent, reason: PlainText.line(sentence))
    observer.observe(.failure(failure))
    summary.failures.append(failure)
  }

  /// Tells what the user should know, and keeps it for the summary.
  func warn(_ notice: SurveyNotice) {
    if isPreparing { return }
    let sentence = PlainText.line(wording.sentence(of: notice))
    observer.observe(.notice(notice, sentence: sentence))
    summary.notices.append(sentence)
  }

  /// Whether an input is one of the few that a notice names; the others are counted for the end.
  func isNamed(_ name: String, among kind: NoticeTally.Kind) -> Bool {
    !isPreparing && tally.isNamed(name, among: kind)
  }

  /// Counts an input that is finished.
  func add(_ input: MapSummary.Input, report: SegmentationPipeline.Report) {
    summary.add(input, report: report)
    if !isPreparing { observer.observe(.finishedInput(input)) }
  }
}
