/// The models that come with the program, by the names under which users ask for them.
enum ShippedModel: String, CaseIterable {
  /// The network on EfficientNet-Lite0: the best scores, for three times the time.
  case weeds
  /// The network on MobileNetV3-Small with a shunt, taught by `weeds`.
  case weedsSmall = "weeds-small"

  /// The one with the better accuracy for its time (docs/results/accuracy.md).
  static let usual = weedsSmall

  private var file: String {
    switch self {
    case .weeds: "model/weed-v8.onnx"
    case .weedsSmall: "model/weed-small-v7.onnx"
    }
  }

  /// The file of a model.
  ///
  /// - Parameter model: the name of a shipped model or a path; nil for the usual one. A file of such a name goes by
  ///   `./weeds`.
  /// - Returns: the path.
  /// - Throws: `CommandError` where the program was installed without its models.
  static func path(of model: String?) throws -> String {
    guard let model else { return try ResourceLocator.path(of: usual.file) }
    guard let shipped = ShippedModel(rawValue: model) else { return model }
    return try ResourceLocator.path(of: shipped.file)
  }
}
