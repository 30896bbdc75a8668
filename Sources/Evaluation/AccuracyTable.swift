import Foundation

/// An accuracy report for people.
public struct AccuracyTable: Sendable {
  private let report: AccuracyReport

  /// Takes a report.
  public init(_ report: AccuracyReport) { self.report = report }

  /// The report as lines of text.
  public var text: String {
    let matrix = report.confusion
    let nameWidth = max(12, report.classNames.map(\.count).max() ?? 0)
    func row(_ name: String, _ cells: [String]) -> String {
      name.padding(toLength: nameWidth, withPad: " ", startingAt: 0)
        + cells.map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }.joined()
    }
    var lines = [row("class", ["IoU", "precision", "recall", "F1", "bound. IoU"])]
    for (index, name) in report.classNames.enumerated() {
      lines.append(
        row(
          name,
          [
            matrix.iou(of: index), matrix.precision(of: index), matrix.recall(of: index), matrix.f1(of: index),
            index == 0 ? nil : report.boundary.iou(of: index),
          ].map(Self.cell)
        )
      )
    }
    lines.append("")
    lines.append("mIoU \(Self.cell(matrix.meanIoU)) over \(matrix.total) pixels of \(report.images.count) image(s)")
    lines.append(
      "foreground mIoU \(Self.cell(matrix.foregroundMeanIoU)), pixel accuracy \(Self.cell(matrix.pixelAccuracy)), "
        + "mean of the images' mIoU \(Self.cell(report.perImageMeanIoU))"
    )
    for (name, counts) in zip(report.classNames, report.plants.classes).dropFirst() {
      lines.append(
        "\(name) plants: \(counts.truth) true, \(counts.predicted) mapped, \(counts.matched) agree (IoU at least 0.5)"
      )
    }
    if matrix.notPredicted > 0 {
      lines.append("\(matrix.notPredicted) pixels with a truth are not surveyed in the masks and do not count.")
    }
    return lines.joined(separator: "\n")
  }

  private static func cell(_ value: Double?) -> String { value.map { String(format: "%.4f", $0) } ?? "-" }
}
