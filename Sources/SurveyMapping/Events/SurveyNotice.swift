public import GeoRaster

/// What a user should know of a run, beside what went wrong.
public enum SurveyNotice: Sendable, CustomStringConvertible {
  /// The lens distortion of frames is not known.
  case unknownLens(frames: Int, of: Int)
  /// A frame is odd.
  case flagged(FrameFlag)
  /// Many frames are odd in the same way.
  case flaggedFrames([FrameFlag])
  /// The take-off is taken to be level with the ground under the first frame.
  case assumedTakeoff
  /// Samples of an orthophoto were stretched.
  case valueRange(name: String, sampleType: String, low: Double, high: Double, isStated: Bool)
  /// An orthophoto has a border of one colour that it does not declare as ground that was not surveyed.
  case undeclaredBorder(name: String, BorderColor)
  /// Anything for which there is nothing to be set otherwise.
  case plain(String)

  /// The sentence, which names no option.
  public var description: String {
    switch self {
    case .unknownLens(let frames, let all):
      "The lens distortion of \(frames) of \(all) frames is not known and not taken out."
    case .flagged(let flag):
      flag.reason + (flag.used ? " It is used all the same." : " It is left off the map.")
    case .flaggedFrames(let flags):
      flags.first.map { first in
        """
        '\(first.source)' and \(flags.count - 1) other frames \(first.flag.predicate); summary.json lists them. \
        \(first.used ? "They are used all the same." : "They are left off the map.")
        """
      } ?? ""
    case .assumedTakeoff:
      "The take-off is taken to be level with the ground under the first frame."
    case .valueRange(let name, let sampleType, let low, let high, let isStated):
      """
      '\(name)' has \(sampleType) samples: \(Rounded.text(low)) to \(Rounded.text(high)) became black to white, \
      \(isStated ? "as stated." : "the middle 98 % of them.")
      """
    case .undeclaredBorder(let name, let border):
      """
      '\(name)' has a border of one colour (\(border.texts.joined(separator: ", "))) on \
      \(Rounded.text(border.share * 100)) % of it, which is mapped as if it were ground.
      """
    case .plain(let sentence): sentence
    }
  }
}
