/// Why a network cannot be read.
public enum ModelGraphError: Error, Hashable, CustomStringConvertible {
  /// The file is no ONNX.
  case notOnnx(path: String, reason: String)
  /// The graph has no operation.
  case empty(path: String)
  /// Operations wait for each other.
  case cycle(path: String, layer: String)
  /// A size was asked for that the network's input cannot have.
  case noImageInput(path: String)
  /// What the file says of itself cannot be understood.
  case metadata(path: String, key: String, value: String, form: String)
  /// A stored tensor is not what the model's card says.
  case tensor(path: String, name: String, count: Int, reason: String)
  /// A network has no place for a head of one's own.
  case notTeachable(path: String, reason: String)

  /// One sentence: what failed, why, what to do.
  public var description: String {
    switch self {
    case .notOnnx(let path, let reason):
      "Cannot read '\(path)': it is no ONNX model (\(reason)). Give the file that the training exported."
    case .empty(let path):
      "Cannot use '\(path)': it has no layers. Export the model again."
    case .cycle(let path, let layer):
      "Cannot use '\(path)': the layer '\(layer)' waits for itself or for a tensor that nothing makes. Export the model again."
    case .noImageInput(let path):
      """
      Cannot give '\(path)' another resolution: its first input is no image of four dimensions (batch, channels, rows, \
      columns). Ask for no other size.
      """
    case .metadata(let path, let key, let value, let form):
      "Cannot use '\(path)': its metadata '\(key)' is '\(value.prefix(60))', not \(form). Export the model again."
    case .tensor(let path, let name, let count, let reason):
      """
      Cannot use '\(path)': its card names the tensor '\(name)' of \(count) numbers of 32 bits, and \(reason). \
      Put the card that belongs to the model beside it.
      """
    case .notTeachable(let path, let reason):
      "Cannot teach '\(path)': \(reason). Teach a shipped model, or one that was taught or trained from it."
    }
  }
}
