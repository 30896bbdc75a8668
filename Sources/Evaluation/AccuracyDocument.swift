import Documents

/// An accuracy report as a document.
public struct AccuracyDocument: Encodable, Sendable {
  private struct ImageEntry: Encodable {
    let name: String
    let miou: Double?
  }

  private struct PlantEntry: Encodable {
    let truth: Int
    let predicted: Int
    let matched: Int
    let precision: Double?
    let recall: Double?
  }

  private let miou: Double?
  private let iou: OrderedMembers<Double?>
  private let foregroundMiou: Double?
  private let pixelAccuracy: Double?
  private let perImageMiou: Double?
  private let boundaryIou: OrderedMembers<Double?>
  private let precision: OrderedMembers<Double?>
  private let recall: OrderedMembers<Double?>
  private let f1: OrderedMembers<Double?>
  private let plants: OrderedMembers<PlantEntry>
  private let classes: [String]
  private let confusion: [[Int64]]
  private let ignore: UInt8
  private let scoredPixels: Int64
  private let notPredictedPixels: Int64
  private let images: [ImageEntry]

  /// Takes a report.
  public init(_ report: AccuracyReport) {
    let matrix = report.confusion
    let all = report.classNames.indices
    let foreground = all.dropFirst()
    func byClass(_ classes: Range<Int>, _ value: (Int) -> Double?) -> OrderedMembers<Double?> {
      OrderedMembers(classes.map { (report.classNames[$0], value($0)) })
    }
    miou = matrix.meanIoU
    iou = byClass(all, matrix.iou)
    foregroundMiou = matrix.foregroundMeanIoU
    pixelAccuracy = matrix.pixelAccuracy
    perImageMiou = report.perImageMeanIoU
    boundaryIou = byClass(foreground) { report.boundary.iou(of: $0) }
    precision = byClass(all, matrix.precision)
    recall = byClass(all, matrix.recall)
    f1 = byClass(all, matrix.f1)
    plants = OrderedMembers(
      zip(report.classNames, report.plants.classes).dropFirst().map { name, counts in
        (
          name,
          PlantEntry(
            truth: counts.truth,
            predicted: counts.predicted,
            matched: counts.matched,
            precision: counts.precision,
            recall: counts.recall
          )
        )
      }
    )
    classes = report.classNames
    confusion = matrix.counts
    ignore = report.ignored
    scoredPixels = matrix.total
    notPredictedPixels = matrix.notPredicted
    images = report.images.map { ImageEntry(name: $0.name, miou: $0.meanIoU) }
  }
}
