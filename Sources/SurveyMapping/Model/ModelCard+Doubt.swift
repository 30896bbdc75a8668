import Imagery
import Quantities

extension ModelCard {
  /// What is doubtful of a model on an input, because its pixels show more or less ground than those of its training.
  ///
  /// - Parameters:
  ///   - sampling: the ground that a pixel of the input shows.
  ///   - name: the input.
  /// - Returns: a notice; nil where all is well or the card does not say.
  func doubt(about sampling: GroundSamplingDistance, name: String) -> SurveyNotice? {
    guard let range = groundSampling else { return nil }
    // One number is what a model was made for, and no model is that fussy.
    let margin = range.min == range.max ? 1.25 : 1.01
    guard sampling * margin < range.min || sampling > range.max * margin else { return nil }
    let ends = [range.min, range.max].map { Rounded.text($0.centimetersPerPixel) }
    let trained = ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
    return .plain(
      """
      '\(name)' has \(Rounded.text(sampling.centimetersPerPixel)) cm/px, and the model was trained on \
      \(trained) cm/px: expect it to miss plants and to invent some.
      """
    )
  }
}
