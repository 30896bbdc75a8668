/// Why a frame cannot be decoded or a model cannot be run.
public enum VisionRuntimeError: Error, Hashable, CustomStringConvertible {
  /// The file is not there or cannot be read.
  case missing(path: String)
  /// The file is empty.
  case empty(path: String)
  /// The file is no JPEG.
  case notAJPEG(path: String, reason: String)
  /// The JPEG ends before its image does.
  case truncated(path: String)
  /// The file is no video, or one that ends before its first picture.
  case notAVideo(path: String, reason: String)
  /// The library that decodes videos is not there.
  case noVideoLibrary(path: String, reason: String)
  /// The file is no ONNX model.
  case notAnONNX(path: String, reason: String)
  /// The model's weights lie in another file that is missing, or not beside it.
  case noWeights(path: String, file: String, isBeside: Bool)
  /// The model's inputs are not those that its card states.
  case inputMismatch(path: String, found: String, expected: String)
  /// OpenVINO is not there, or not where it was said to be.
  case noOpenVINO(reason: String)
  /// OpenVINO cannot compile the model.
  case notCompiled(path: String, reason: String)
  /// The processor does not compute in the precision that was asked for.
  case precision(wanted: String, offered: String)
  /// Numbers that should be probabilities are not.
  case scores(path: String, least: Float, most: Float)
  /// The model cannot be run.
  case inference(path: String, reason: String)

  /// Whether OpenVINO is the reason, so that another engine may do.
  public var isOfOpenVINO: Bool {
    switch self {
    case .noOpenVINO, .notCompiled, .precision: true
    default: false
    }
  }

  /// One sentence: what failed, which file, why, what to do.
  public var description: String {
    switch self {
    case .missing(let path):
      "Cannot read '\(path)': there is no such file. Check the path."
    case .empty(let path):
      "Cannot read '\(path)': the file is empty. Copy it again from its source."
    case .notAJPEG(let path, let reason):
      "Cannot decode '\(path)': \(reason). Give a JPEG in colours that is whole."
    case .truncated(let path):
      "Cannot map '\(path)': the file ends before its image does. Copy it again from the drone's card."
    case .notAVideo(let path, let reason):
      "Cannot read the video '\(path)': \(reason). Copy it again from the drone's card."
    case .noVideoLibrary(let path, let reason):
      "Cannot read the video '\(path)': FFmpeg's libraries cannot be loaded (\(reason)). Install libavformat and libswscale."
    case .notAnONNX(let path, let reason):
      "Cannot load the model '\(path)': \(reason). Give an ONNX file."
    case .noWeights(let path, let file, let isBeside):
      "Cannot load the model '\(path)': its weights lie in '\(file)', which is "
        + (isBeside ? "missing. Copy that file along" : "not beside it. Export the model into one file")
        + ", or export it with its weights inside."
    case .inputMismatch(let path, let found, let expected):
      """
      Cannot use the model '\(path)': it takes \(found), and its card says \(expected). \
      Put the card that belongs to the model beside it.
      """
    case .noOpenVINO(let reason):
      """
      Cannot load OpenVINO: \(reason). Install it with 'pip install openvino', and set RAGWEED_OPENVINO to the folder \
      with libopenvino_c.so (.../site-packages/openvino/libs) where it is not found by itself.
      """
    case .notCompiled(let path, let reason):
      "Cannot load the model '\(path)' into OpenVINO: \(reason). Take OpenCV, or another model."
    case .precision(let wanted, let offered):
      "Cannot compute in \(wanted): OpenVINO offers \(offered) on this processor. Choose one of them."
    case .scores(let path, let least, let most):
      """
      Cannot use the model '\(path)': its output has numbers from \(least) to \(most), which are no probabilities. \
      Say that they are logits, which stand before the softmax.
      """
    case .inference(let path, let reason):
      "Cannot run the model '\(path)': \(reason). Check that the card beside it belongs to it."
    }
  }
}
