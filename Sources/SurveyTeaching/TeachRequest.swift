public import SurveyMapping

/// What is to be taught, and from what.
public struct TeachRequest: Sendable {
  /// Pictures, and folders of them; those without a label do not count.
  public var inputs: [String]
  /// A mask, or a folder of masks named like their pictures (`<stem>.png`, `<stem>.tif`).
  public var labels: String
  /// The names of the mask's values 0, 1, ...; the first is the background.
  public var classes: [String]
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
    labels: String,
    classes: [String],
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
