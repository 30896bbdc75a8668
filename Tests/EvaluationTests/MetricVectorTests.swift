import Evaluation
import Foundation
import Imagery
import TestSupport
import Testing

@Suite struct MetricVectorTests {
  @Test(.enabled(if: SharedFiles.exists("vectors/metrics/vectors.json"), "needs ../shared"))
  func everyPublishedCaseIsReproduced() throws {
    let vectors = try JSONDecoder().decode(Vectors.self, from: SharedFiles.data("vectors/metrics/vectors.json"))
    #expect(vectors.cases.count == 11)
    for (name, vector) in vectors.cases {
      let names = (0..<vector.n_classes).map { "class \($0)" }
      var report = try AccuracyReport(classNames: names, ignoring: vector.ignore_index ?? 255)
      for (truth, prediction) in zip(vector.gt, vector.pred) {
        try report.add(prediction: prediction.mask, truth: truth.mask, name: name)
      }
      #expect(report.confusion.counts == vector.confusion, "\(name)")
      #expect(close(report.confusion.meanIoU, vector.miou_nanmean), "\(name)")
      #expect(close(report.perImageMeanIoU, vector.miou_per_image_then_mean), "\(name)")
      for (index, iou) in vector.iou.enumerated() {
        #expect(close(report.confusion.iou(of: index), iou), "\(name), class \(index)")
      }
    }
  }

  @Test(.enabled(if: SharedFiles.exists("vectors/metrics/boundary.json"), "needs ../shared"))
  func everyPublishedBoundaryCaseIsReproduced() throws {
    let vectors = try JSONDecoder().decode(
      [BoundaryVector].self,
      from: SharedFiles.data("vectors/metrics/boundary.json")
    )
    var checked = 0
    for vector in vectors {
      guard let truth = vector.gt, let prediction = vector.pred, let expected = vector.boundary_iou else { continue }
      var counts = BoundaryCounts(classCount: 2)
      counts.add(
        prediction: try Image.rows(prediction).mask,
        truth: try Image.rows(truth).mask,
        ignoring: 255,
        reachInPixels: vector.dilation
      )
      #expect(close(counts.iou(of: 1), expected), "\(vector.name)")
      checked += 1
    }
    #expect(checked >= 4)
  }

  @Test(.enabled(if: SharedFiles.exists("vectors/metrics/boundary.json"), "needs ../shared"))
  func thePublishedPlantCaseIsReproduced() throws {
    let vectors = try JSONDecoder().decode(
      [BoundaryVector].self,
      from: SharedFiles.data("vectors/metrics/boundary.json")
    )
    let vector = try #require(vectors.first { $0.name == "plants_iou50" })
    let (truth, prediction) = (try #require(vector.gt), try #require(vector.pred))
    var counts = PlantCounts(classCount: 2)
    counts.add(prediction: try Image.rows(prediction).mask, truth: try Image.rows(truth).mask, ignoring: 255)
    #expect(counts.classes[1].truth == vector.n_gt)
    #expect(counts.classes[1].predicted == vector.n_pred)
    #expect(counts.classes[1].matched == vector.tp)
  }

  private func close(_ value: Double?, _ expected: Double?) -> Bool {
    switch (value, expected) {
    case (nil, nil): true
    case (let value?, let expected?): abs(value - expected) < 1e-8
    default: false
    }
  }

  private struct Vectors: Decodable { let cases: [String: Vector] }

  private struct Vector: Decodable {
    let n_classes: Int
    let ignore_index: UInt8?
    let gt: [Image]
    let pred: [Image]
    let confusion: [[Int64]]
    let iou: [Double?]
    let miou_nanmean: Double
    let miou_per_image_then_mean: Double
  }

  private struct BoundaryVector: Decodable {
    let name: String
    let dilation: Int?
    let n_gt: Int?
    let n_pred: Int?
    let tp: Int?
    let gt: [[UInt8]]?
    let pred: [[UInt8]]?
    let boundary_iou: Double?
  }

  /// An image is a list of rows, or one row.
  private enum Image: Decodable {
    case rows([[UInt8]])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let row = try? container.decode([UInt8].self) {
        self = .rows([row])
      } else {
        self = .rows(try container.decode([[UInt8]].self))
      }
    }

    var mask: ClassMask {
      get throws {
        guard case .rows(let rows) = self else { throw EvaluationError.classCount(0) }
        let size = try PixelSize(width: rows.first?.count ?? 0, height: rows.count)
        return try ClassMask(size: size, classes: Array(rows.joined()))
      }
    }
  }
}
