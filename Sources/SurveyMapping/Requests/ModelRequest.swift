public import VisionRuntime

/// Which model is used, and what is said of it.
public struct ModelRequest: Sendable {
  /// The ONNX file.
  public var path: String
  /// What it computes in; for `int8` the model that was quantised from it is taken.
  public var precision = InferencePrecision.auto
  /// What is known of it beside its card and its file.
  public var statements = ModelStatements()
  /// The crop that stands, by its name in the card, or `none`; nil where nobody says it.
  public var crop: String?

  /// A model of which the card and the file say all.
  public init(path: String) { self.path = path }
}
