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
  /// A folder holds no map.
  case noMap(folder: String)
  /// A map has no picture that one could draw over.
  case noPicture(folder: String)
  /// Labels of an earlier start are there.
  case labelsExist(path: String)
  /// A file is no labels.
  case noLabels(path: String)
  /// A file of outlines is broken.
  case brokenLabels(path: String, reason: String)
  /// A label has a name that no class has.
  case unknownName(path: String, name: String, classes: [String])
  /// Shapes over ground are to be laid onto a frame.
  case frameOnGround(path: String)
  /// No shape meets a picture.
  case labelsElsewhere(labels: String, picture: String)
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
    case .noMap(let folder):
      "Cannot begin to label '\(folder)': it holds no map.gpkg. Map the survey first, and name the folder of its results."
    case .noPicture(let folder):
      """
      Cannot begin to label '\(folder)': it holds no mosaic.tif to draw over. Name the orthophoto, or map the frames again \
      with a mosaic.
      """
    case .labelsExist(let path):
      "Cannot write '\(path)': labels are there already. Go on with them, or have them replaced."
    case .noLabels(let path):
      """
      Cannot use '\(path)' as labels: it is no file of labels. Give masks (.png, .tif), shapes (.gpkg, .shp, .geojson) or \
      outlines of LabelMe, COCO (.json) or CVAT (.xml).
      """
    case .brokenLabels(let path, let reason):
      "Cannot use the labels in '\(path)': \(reason). Export them again."
    case .unknownName(let path, let name, let classes):
      """
      Cannot use the labels in '\(path)': one is called '\(name)', and the classes are \
      \(classes.joined(separator: ", ")). Name it among them, or as background.
      """
    case .frameOnGround(let path):
      """
      Cannot lay shapes onto '\(path)': a frame lies on the ground to some metres only. Label an orthophoto or the mosaic \
      of map, or outline the frames themselves (LabelMe, COCO, CVAT).
      """
    case .labelsElsewhere(let labels, let picture):
      """
      Cannot learn from '\(labels)': none of its shapes lies in a picture, the first is '\(picture)'. Check that both are of \
      the same survey, and their reference systems.
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
