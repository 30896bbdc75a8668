import Foundation
import SurveyTeaching
import Teaching

/// What teaching came to, for people.
struct TeachReport {
  private let summary: TeachSummary

  init(_ summary: TeachSummary) { self.summary = summary }

  /// The report as lines of text.
  var text: String {
    let outcome = summary.outcome
    let width = max(10, summary.classes.map(\.count).max() ?? 0)
    func row(_ name: String, _ cells: [String]) -> String {
      name.padding(toLength: width, withPad: " ", startingAt: 0)
        + cells.map { String(repeating: " ", count: max(1, 16 - $0.count)) + $0 }.joined()
    }
    func cell(_ value: Double?) -> String { value.map { String(format: "%.3f", $0) } ?? "-" }
    let count = summary.blocks.count
    let all = summary.pictureCount + summary.unlabelled
    var lines = ["Taught from \(count) \(summary.unit(count)) in \(summary.pictureCount) of \(all) pictures."]
    lines.append(row("class", ["labelled px", "IoU left out", "IoU before"]))
    for (index, name) in summary.classes.enumerated() {
      let cells = ["\(summary.pixels[index])", cell(outcome.score.iou(of: index))]
      lines.append(row(name, cells + [cell(outcome.unchangedScore?.iou(of: index))]))
    }
    lines.append(row("mean", ["", cell(outcome.score.meanIoU), cell(outcome.unchangedScore?.meanIoU)]))
    lines.append("")
    lines.append(summary.advice)
    lines.append(String(format: "%.1f s. ", summary.seconds) + "Written: \(summary.model)")
    return lines.joined(separator: "\n")
  }
}
