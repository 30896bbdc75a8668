import Evaluation
import GeoRaster
import Imagery

/// The end of the pipeline for a second run with other tiles: counts where its mask differs from the first.
struct ShiftComparison: MaskSink {
  /// How often both runs gave which classes.
  private(set) var matrix: ConfusionMatrix
  private let maskPath: String
  private let x: Int
  private let y: Int

  /// Begins a comparison.
  ///
  /// - Parameters:
  ///   - maskPath: the mask of the first run.
  ///   - part: what of it the second run covers.
  ///   - classCount: how many classes there are.
  /// - Throws: `EvaluationError.classCount`.
  init(maskPath: String, part: PixelRect, classCount: Int) throws {
    matrix = try ConfusionMatrix(classCount: classCount)
    self.maskPath = maskPath
    (x, y) = (part.x, part.y)
  }

  mutating func append(_ rows: MaskRows) throws {
    let size = try PixelSize(width: rows.width, height: rows.rowCount)
    let first = try MaskReader.read(path: maskPath, window: PixelRect(x: x, y: y + rows.firstRow, size: size))
    let second = try ClassMask(size: size, classes: rows.classes)
    try matrix.add(prediction: second, truth: first, ignoring: ClassMask.notSurveyed, name: maskPath)
  }
}
