/// Why nothing can be taught.
public enum TeachError: Error, Hashable, CustomStringConvertible {
  /// The output is there already.
  case outputExists(path: String)
  /// The output has another ending than `.onnx`.
  case outputName(path: String)
  /// The names of the classes are no list of two or more.
  case classNames(reason: String)
  /// No label has a picture.
  case noPairs(labels: String, example: String?)
  /// Two files have the same stem.
  case sameStem(first: String, second: String)
  /// A mask has another size than its picture.
  case otherSize(mask: String, maskSize: String, pictureSize: String)
  /// A mask has a value that no class has.
  case unknownValue(mask: String, value: Int, classCount: Int)
  /// All labels are of one class, or there are none.
  case oneClass(name: String?, labels: String)
  /// The model tells nobody where its features are.
  case noFeatures(path: String)

  /// One sentence: what failed, which file, why, what to do.
  public var description: String {
    switch self {
    case .outputExists(let path):
      "Cannot write '\(path)': it is there already. Choose another name, or have it replaced."
    case .outputName(let path): "Cannot write '\(path)': a network needs a name that ends in .onnx."
    case .classNames(let reason):
      "Cannot use the names of the classes: \(reason). Name the background first, then each class once."
    case .noPairs(let labels, let example):
      "Cannot learn from '\(labels)': no mask is named like a picture"
        + (example.map { ", the first is '\($0)'" } ?? "") + ". Name masks like their pictures, <stem>.png."
    case .sameStem(let first, let second):
      "Cannot tell '\(first)' from '\(second)': they have the same name without its ending. Rename one of them."
    case .otherSize(let mask, let maskSize, let pictureSize):
      "Cannot use '\(mask)': it has \(maskSize) px and its picture \(pictureSize). Export it at the picture's size."
    case .unknownValue(let mask, let value, let count):
      """
      Cannot use '\(mask)': it holds the value \(value), and \(count) classes are named, 0 to \(count - 1). Name all \
      classes, or say which value does not count.
      """
    case .oneClass(let name?, let labels):
      "Cannot learn from '\(labels)': all its labels are '\(name)'. Label some of what is something else, too."
    case .oneClass(nil, let labels):
      "Cannot learn from '\(labels)': its masks label nothing. Paint some plants and some of the ground."
    case .noFeatures(let path):
      """
      Cannot teach '\(path)': its card names no features. Teach a shipped model, or one that was taught or trained \
      from it.
      """
    }
  }
}
