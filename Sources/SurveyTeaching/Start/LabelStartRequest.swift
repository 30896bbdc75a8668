/// Where somebody wants to begin to label a survey.
public struct LabelStartRequest: Sendable, Hashable {
  /// The folder of a finished map.
  public var map: String
  /// The orthophotos that are drawn over; none for the map's own mosaic.
  public var pictures: [String]
  /// What labels may be called, for the form.
  public var classes: [String]
  /// Whether labels of an earlier start are replaced.
  public var overwrite = false

  /// What most people tell apart.
  public static let usualClasses = ["ragweed", "other plant", "crop", "soil"]

  /// Names what has to be named.
  public init(map: String, pictures: [String] = [], classes: [String] = usualClasses) {
    self.map = map
    self.pictures = pictures
    self.classes = classes
  }
}
