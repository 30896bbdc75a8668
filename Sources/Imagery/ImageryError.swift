/// Why imagery or a model's card cannot be used.
public enum ImageryError: Error, Hashable, CustomStringConvertible {
  /// A side of an image is not positive.
  case emptyImage(width: Int, height: Int)
  /// The number of samples does not fit the size.
  case sampleCount(expected: Int, found: Int)
  /// The overlap of tiles is negative or leaves less than half of a tile.
  case overlapOutOfRange(overlapInPixels: Int, tileInPixels: Int)
  /// A model's card cannot be read.
  case modelCard(path: String, reason: String)
  /// What is said of a model without a card contradicts itself.
  case modelUse(path: String, reason: String)

  /// One sentence: what failed, which file, why, what to do.
  public var description: String {
    switch self {
    case .emptyImage(let width, let height):
      "An image of \(width) x \(height) px has no pixels. Give an image with at least one row and one column."
    case .sampleCount(let expected, let found):
      "An image holds \(found) samples where its size needs \(expected). Check how it was written."
    case .overlapOutOfRange(let overlap, let tile):
      """
      An overlap of \(overlap) px does not fit tiles of \(tile) px. \
      Choose one between 0 and half of the tile (\(tile / 2) px).
      """
    case .modelCard(let path, let reason):
      """
      Cannot use the model card '\(path)': \(reason). \
      Put the card that belongs to the model beside it, as <stem>.card.json.
      """
    case .modelUse(let path, let reason):
      "Cannot use the model '\(path)': \(reason). Name its classes, the background first."
    }
  }
}
