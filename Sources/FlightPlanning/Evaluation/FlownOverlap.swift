import FieldGeometry
import Quantities

/// How much pictures that follow each other share, as parts of a picture; below zero they leave a gap.
public struct FlownOverlap: Sendable, Hashable {
  /// The least.
  public let least: Double
  /// The mean.
  public let mean: Double

  private init?(_ values: [Double]) {
    guard let least = values.min() else { return nil }
    self.least = least
    mean = values.reduce(0, +) / Double(values.count)
  }

  /// Pictures that follow each other: 1 − distance / length, the length of the lower of the two.
  ///
  /// - Returns: the overlap; nil where no picture follows another on a line.
  static func along(_ runs: [CaptureRun], camera: Camera) -> FlownOverlap? {
    FlownOverlap(
      runs.flatMap { run -> [Double] in
        guard let distance = run.distance, run.count > 1 else { return [] }
        let indices = run.heights.count == 1 ? 0..<1 : 0..<(run.count - 1)
        return indices.map { index in
          let height = min(run.height(at: index), run.height(at: index + 1))
          return 1 - distance.meters / camera.footprintLength(from: height)
        }
      }
    )
  }
}

extension Camera {
  /// The length on the ground of a picture from a height, all in metres.
  fileprivate func footprintLength(from height: Double) -> Double {
    groundLength(at: groundSamplingDistance(at: .meters(height))).meters
  }
}
