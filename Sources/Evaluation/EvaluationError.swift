/// Why a map cannot be measured.
public enum EvaluationError: Error, Hashable, CustomStringConvertible {
  /// Fewer than two classes, more than a mask can hold, or two counts that do not go together.
  case classCount(Int)
  /// Prediction and truth have different sizes.
  case sizesDiffer(name: String, prediction: String, truth: String)
  /// A mask has a value that is no class.
  case unknownClass(name: String, side: String, value: Int, classCount: Int)
  /// A value of the truth is to count as one that is no class.
  case unknownFold(value: Int, counted: Int, classCount: Int)
  /// No prediction has a truth of the same name.
  case noPairs(predictions: String, truth: String)
  /// A prediction has no truth.
  case missingTruth(prediction: String, truth: String)
  /// Two files have the same stem.
  case ambiguousStem(first: String, second: String)

  /// One sentence: what failed, which file, why, what to do.
  public var description: String {
    switch self {
    case .classCount(let count):
      "Cannot measure with \(count) classes. Name 2 to 255, the background first."
    case .sizesDiffer(let name, let prediction, let truth):
      """
      Cannot compare the masks of '\(name)': the prediction has \(prediction), the truth \(truth). \
      Give masks of the same image.
      """
    case .unknownClass(let name, let side, let value, let classCount):
      """
      The \(side) of '\(name)' has the value \(value), and the classes are 0 to \(classCount - 1). \
      Name all classes, say which class the value counts as, or ignore the value \(value).
      """
    case .unknownFold(let value, let counted, let classCount):
      """
      The value \(value) of the truth cannot count as \(counted): the classes are 0 to \(classCount - 1). \
      Name one of these, or the value that is ignored.
      """
    case .noPairs(let predictions, let truth):
      """
      No mask in '\(predictions)' has a truth of the same name in '\(truth)'. \
      Names are compared without '.mask' and extension.
      """
    case .missingTruth(let prediction, let truth):
      "The mask '\(prediction)' has no truth of the same name in '\(truth)'. Add it, or take the mask away."
    case .ambiguousStem(let first, let second):
      "The masks '\(first)' and '\(second)' have the same name. Keep one of them."
    }
  }
}
