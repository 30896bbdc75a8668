import Segmentation

extension ViewAgreement {
  /// What the user should know of the threshold.
  var sentence: String {
    isEnough
      ? "Threshold \(Rounded.text(threshold)): views of \(tileCount) tiles agree best at \(Rounded.text(peak))."
      : "Threshold 0.5: in \(tileCount) tiles too little was found to tell what suits this survey."
  }
}
