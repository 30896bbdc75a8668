/// Why a segmentation cannot be done.
public enum SegmentationError: Error, Hashable, CustomStringConvertible {
  /// The segmenter gave another number of probabilities than its contract says.
  case probabilityCount(expected: Int, found: Int)
  /// No segmenter was given.
  case noSegmenter
  /// A threshold is not between 0 and 1.
  case threshold(Double)

  /// One sentence: what failed, why, what to do.
  public var description: String {
    switch self {
    case .probabilityCount(let expected, let found):
      """
      The model gave \(found) numbers for a tile where its card promises \(expected). \
      Check that the card belongs to the model.
      """
    case .noSegmenter:
      "No engine was given to segment with. Give at least one."
    case .threshold(let threshold):
      "The threshold is \(threshold). Give a probability between 0 and 1."
    }
  }
}
