public import Imagery

/// What a set of masks is worth against its truth.
public struct AccuracyReport: Sendable, Hashable {
  /// The names of the classes, the background first.
  public let classNames: [String]

  /// The value of truth pixels that do not count.
  public let ignored: UInt8

  /// The counts over all images.
  public private(set) var confusion: ConfusionMatrix

  /// The bands along outlines over all images.
  public private(set) var boundary: BoundaryCounts

  /// The plants over all images.
  public private(set) var plants: PlantCounts

  /// The mean IoU of each image by name, in the order in which they were added; `nil` where nothing counts.
  public private(set) var images: [(name: String, meanIoU: Double?)] = []

  /// An empty report.
  ///
  /// - Throws: `EvaluationError.classCount` where there are fewer than two classes.
  public init(classNames: [String], ignoring ignored: UInt8) throws {
    self.classNames = classNames
    self.ignored = ignored
    confusion = try ConfusionMatrix(classCount: classNames.count)
    boundary = BoundaryCounts(classCount: classNames.count)
    plants = PlantCounts(classCount: classNames.count)
  }

  /// Measures one image.
  ///
  /// - Throws: `EvaluationError` where the sizes differ or a value is no class.
  public mutating func add(prediction: ClassMask, truth: ClassMask, name: String) throws {
    var image = try ConfusionMatrix(classCount: classNames.count)
    try image.add(prediction: prediction, truth: truth, ignoring: ignored, name: name)
    try confusion.add(image)
    boundary.add(prediction: prediction, truth: truth, ignoring: ignored)
    plants.add(prediction: prediction, truth: truth, ignoring: ignored)
    images.append((name, image.meanIoU))
  }

  /// The mean over the images of each one's mean IoU: not the same as the mean IoU over all pixels.
  public var perImageMeanIoU: Double? { ConfusionMatrix.mean(images.compactMap(\.meanIoU)) }

  /// Whether two reports say the same.
  public static func == (lhs: AccuracyReport, rhs: AccuracyReport) -> Bool {
    lhs.classNames == rhs.classNames && lhs.confusion == rhs.confusion && lhs.boundary == rhs.boundary
      && lhs.plants == rhs.plants
      && lhs.images.elementsEqual(rhs.images, by: ==)
  }

  /// Feeds the report into a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(classNames)
    hasher.combine(confusion)
  }
}
