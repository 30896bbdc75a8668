public import Imagery

/// How often each class of the truth was given each class by a prediction, counted in pixels.
public struct ConfusionMatrix: Sendable, Hashable {
  /// How many classes there are.
  public let classCount: Int

  /// The counts as `[truth, prediction]`.
  public private(set) var counts: [[Int64]]

  /// Pixels with a truth that the prediction calls not surveyed; they are left out of the counts.
  public private(set) var notPredicted: Int64 = 0

  /// An empty matrix.
  ///
  /// - Throws: `EvaluationError.tooFewClasses` for fewer than two classes.
  public init(classCount: Int) throws {
    guard (2...255).contains(classCount) else { throw EvaluationError.classCount(classCount) }
    self.classCount = classCount
    counts = Array(repeating: [Int64](repeating: 0, count: classCount), count: classCount)
  }

  /// Counts the pixels of one image.
  ///
  /// - Parameters:
  ///   - prediction: the mask that is measured; its pixels of 255 are counted apart.
  ///   - truth: the mask that it is measured against.
  ///   - ignored: the value of truth pixels that do not count.
  ///   - name: the image, for messages.
  /// - Throws: `EvaluationError` where the sizes differ or a value is no class.
  public mutating func add(prediction: ClassMask, truth: ClassMask, ignoring ignored: UInt8, name: String) throws {
    guard prediction.size == truth.size else {
      throw EvaluationError.sizesDiffer(
        name: name,
        prediction: "\(prediction.size)",
        truth: "\(truth.size)"
      )
    }
    // A table over all pairs of bytes keeps the loop over the pixels free of branches.
    var pairs = [Int64](repeating: 0, count: 1 << 16)
    for index in truth.classes.indices {
      pairs[Int(truth.classes[index]) << 8 | Int(prediction.classes[index])] += 1
    }
    for (pair, count) in pairs.enumerated() where count > 0 {
      let (wanted, found) = (pair >> 8, pair & 0xFF)
      if wanted == Int(ignored) { continue }
      guard wanted < classCount else {
        throw EvaluationError.unknownClass(name: name, side: "truth", value: wanted, classCount: classCount)
      }
      if found == Int(ClassMask.notSurveyed) {
        notPredicted += count
        continue
      }
      guard found < classCount else {
        throw EvaluationError.unknownClass(name: name, side: "prediction", value: found, classCount: classCount)
      }
      counts[wanted][found] += count
    }
  }

  /// Adds the counts of another matrix with as many classes, as when parts of a survey are joined.
  ///
  /// - Throws: `EvaluationError.classCount` where the other has another number of classes.
  public mutating func add(_ other: ConfusionMatrix) throws {
    guard other.classCount == classCount else { throw EvaluationError.classCount(other.classCount) }
    for row in 0..<classCount { for column in 0..<classCount { counts[row][column] += other.counts[row][column] } }
    notPredicted += other.notPredicted
  }

  /// All pixels that count.
  public var total: Int64 { counts.joined().reduce(0, +) }

  /// Pixels of a class in the truth.
  public func truthCount(of index: Int) -> Int64 { counts[index].reduce(0, +) }

  /// Pixels that the prediction gave a class.
  public func predictionCount(of index: Int) -> Int64 { counts.reduce(0) { $0 + $1[index] } }

  /// Intersection over union of a class, from 0 to 1; `nil` where neither truth nor prediction has a pixel of it.
  public func iou(of index: Int) -> Double? {
    let shared = counts[index][index]
    return Self.ratio(shared, truthCount(of: index) + predictionCount(of: index) - shared)
  }

  /// The share of predicted pixels of a class that are right; `nil` where none was predicted.
  public func precision(of index: Int) -> Double? { Self.ratio(counts[index][index], predictionCount(of: index)) }

  /// The share of true pixels of a class that were found; `nil` where there is none.
  public func recall(of index: Int) -> Double? { Self.ratio(counts[index][index], truthCount(of: index)) }

  /// The harmonic mean of precision and recall; `nil` where the class has no pixel on either side.
  public func f1(of index: Int) -> Double? {
    Self.ratio(2 * counts[index][index], truthCount(of: index) + predictionCount(of: index))
  }

  /// The mean of the classes' intersections over unions, classes without a pixel left out; `nil` where all are.
  public var meanIoU: Double? { Self.mean((0..<classCount).compactMap { iou(of: $0) }) }

  /// The mean over all classes but the background.
  public var foregroundMeanIoU: Double? { Self.mean((1..<classCount).compactMap { iou(of: $0) }) }

  /// The share of pixels that are right.
  public var pixelAccuracy: Double? {
    Self.ratio((0..<classCount).reduce(0) { $0 + counts[$1][$1] }, total)
  }

  private static func ratio(_ part: Int64, _ whole: Int64) -> Double? {
    whole == 0 ? nil : Double(part) / Double(whole)
  }

  static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
