public import Evaluation
import GeoRaster
import Imagery

/// Masks that are to be measured against their truth.
public struct AccuracyRequest: Sendable {
  /// How far the measuring has come.
  public struct Progress: Sendable {
    /// The masks that are measured.
    public let done: Int
    /// How many there are.
    public let total: Int
    /// The name of the last of them.
    public let name: String
  }
  /// The measured masks.
  public struct Result: Sendable {
    /// What they are worth.
    public let report: AccuracyReport
    /// What was left out, as sentences.
    public let notices: [String]
  }
  /// A mask, or a folder of masks: 8-bit images of class numbers.
  public var predictions: String
  /// The true mask, or a folder of them, paired by name without extension and without a `.mask` before it.
  public var truth: String
  /// The names of the values 0, 1 and so on, the background first.
  public var classNames = ["background", "weed"]
  /// The value of truth pixels that do not count.
  public var ignored: UInt8 = 255

  /// What further values of the truth count as, where it tells more classes apart than the prediction: a class, or the
  /// value that does not count.
  public var folds: [UInt8: UInt8] = [:]

  /// Masks of background and weed.
  ///
  /// - Parameters:
  ///   - predictions: a mask, or a folder of masks.
  ///   - truth: the true mask, or a folder of them.
  public init(predictions: String, truth: String) {
    self.predictions = predictions
    self.truth = truth
  }

  /// Reads the masks and measures them.
  ///
  /// - Parameter progress: told after each mask.
  /// - Returns: the report over all masks that pair.
  /// - Throws: `EvaluationError` where nothing pairs, sizes differ or a value is no class, `FileError` where a path is
  ///   missing, `GeoRasterError` where a mask cannot be read.
  public func measure(progress: (Progress) -> Void = { _ in }) throws -> Result {
    var report = try AccuracyReport(classNames: classNames, ignoring: ignored)
    let values = try folded()
    let found = try MaskPairs(predictions: predictions, truth: truth)
    for (index, pair) in found.pairs.enumerated() {
      try report.add(
        prediction: try MaskReader.read(path: pair.prediction),
        truth: try MaskReader.read(path: pair.truth).replacing(values),
        name: pair.name
      )
      progress(Progress(done: index + 1, total: found.pairs.count, name: pair.name))
    }
    return Result(report: report, notices: found.notices)
  }

  /// What each value of the truth counts as.
  private func folded() throws -> [UInt8] {
    var values = [UInt8](0...255)
    for (value, counted) in folds.sorted(by: { $0.key < $1.key }) {
      guard Int(counted) < classNames.count || counted == ignored else {
        throw EvaluationError.unknownFold(value: Int(value), counted: Int(counted), classCount: classNames.count)
      }
      values[Int(value)] = counted
    }
    return values
  }
}
