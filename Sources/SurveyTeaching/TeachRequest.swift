public import SurveyMapping

/// What is to be taught, and from what.
public struct TeachRequest: Sendable {
  /// Pictures, and folders of them; those without a label do not count.
  public var inputs: [String]
  /// Masks or folders of them, named like their pictures (`<stem>.png`, `<stem>.tif`); shapes over ground (GeoPackage,
  /// Shapefile, GeoJSON) or over pictures (LabelMe, COCO, CVAT).
  public var labels: [String]
  /// The classes 0, 1, ..., the first is the background; nil for `background` and `weed` in masks, and for the names that
  /// shapes have.
  public var classes: [String]?
  /// How shapes are read.
  public var drawn = DrawnLabels()
  /// Mask values that say nothing.
  public var ignored: UInt8 = 255
  /// The network that is taught.
  public var model: ModelRequest
  /// What runs it.
  public var engine = Engine.Choice.auto
  /// The new network; its card goes beside it.
  public var output: String
  /// What the card calls it; nil for the name of the file.
  public var name: String?
  /// Whether an earlier network is replaced.
  public var overwrite = false
  /// The program's version, for the card.
  public var programVersion: String
  /// Where places are drawn from; the same seed draws the same.
  public var seed: UInt64 = 1
  /// The most places of a class that are learnt from in a picture.
  public var mostPlaces = 1500

  /// Names what has to be named.
  public init(
    inputs: [String],
    labels: [String],
    classes: [String]?,
    model: ModelRequest,
    output: String,
    programVersion: String
  ) {
    self.inputs = inputs
    self.labels = labels
    self.classes = classes
    self.model = model
    self.output = output
    self.programVersion = programVersion
  }
}
