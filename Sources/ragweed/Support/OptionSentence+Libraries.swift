import Evaluation
import Imagery
import ModelGraphs
import VisionRuntime

extension OptionSentence {
  /// The sentence of an error of masks and their truth.
  static func of(_ error: EvaluationError) -> String {
    switch error {
    case .classCount(let count):
      "Cannot measure with \(count) classes. Name 2 to 255 with --classes, the background first."
    case .unknownClass(let name, let side, let value, let classCount):
      """
      The \(side) of '\(name)' has the value \(value), and the classes are 0 to \(classCount - 1). \
      Name all classes with --classes, say with --fold \(value)=1 which class it counts as, or drop it with --ignore \(value).
      """
    case .unknownFold(let value, let counted, let classCount):
      """
      --fold \(value)=\(counted) names no class: they are 0 to \(classCount - 1). \
      Name one of these, or the value of --ignore.
      """
    default: error.description
    }
  }

  /// The sentence of an error of images and cards.
  static func of(_ error: ImageryError) -> String {
    switch error {
    case .overlapOutOfRange(let overlap, let tile):
      """
      An overlap of \(overlap) px does not fit tiles of \(tile) px. \
      Choose --overlap between 0 and half of the tile (\(tile / 2) px).
      """
    case .modelUse(let path, let reason):
      "Cannot use the model '\(path)': \(reason). Name its classes with --classes, the background first."
    default: error.description
    }
  }

  /// The sentence of an error of networks in files.
  static func of(_ error: ModelGraphError) -> String {
    guard case .noImageInput = error else { return error.description }
    return error.description.replacing("Ask for no other size.", with: "Leave --resolution out.")
  }

  /// The sentence of an error of engines.
  static func of(_ error: VisionRuntimeError) -> String {
    switch error {
    case .notCompiled(let path, let reason):
      "Cannot load the model '\(path)' into OpenVINO: \(reason). Take --engine opencv, or another model."
    case .precision(let wanted, let offered):
      "Cannot compute in \(wanted): OpenVINO offers \(offered) on this processor. Leave --precision out."
    case .scores(let path, let least, let most):
      """
      Cannot use the model '\(path)': its output has numbers from \(least) to \(most), which are no probabilities. \
      Say with --scores logits that they stand before the softmax.
      """
    default: error.description
    }
  }
}
