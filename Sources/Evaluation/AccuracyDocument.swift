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
  private let iou: [String: Double?]
  private let foregroundMiou: Double?
  private let pixelAccuracy: Double?
  private let perImageMiou: Double?
  private let boundaryIou: [String: Double?]
  private let precision: [String: Double?]
  private let recall: [String: Double?]
  private let f1: [String: Double?]
  private let plants: [String: PlantEntry]
  private let classes: [String]
  private let confusion: [[Int64]]
  private let ignore: UInt8
  private let scoredPixels: Int64
  private let notPredictedPixels: Int64
  private let images: [ImageEntry]

  /// Takes a report.
  public init(_ report: AccuracyReport) {
    let matrix = report.confusion
    func byClass(_ value: (Int) -> Double?) -> [String: Double?] {
      Dictionary(uniqueKeysWithValues: report.classNames.enumerated().map { ($0.element, value($0.offset)) })
    }
    miou = matrix.meanIoU
    iou = byClass(matrix.iou)
    foregroundMiou = matrix.foregroundMeanIoU
    pixelAccuracy = matrix.pixelAccuracy
    perImageMiou = report.perImageMeanIoU
    boundaryIou = byClass { $0 == 0 ? nil : report.boundary.iou(of: $0) }.filter { $0.key != report.classNames[0] }
    precision = byClass(matrix.precision)
    recall = byClass(matrix.recall)
    f1 = byClass(matrix.f1)
    plants = Dictionary(
      uniqueKeysWithValues: zip(report.classNames, report.plants.classes).dropFirst().map { name, counts in
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
