import Yams

/// Why a file could not be decoded, as part of a sentence.
enum DecodingReason {
  /// The reason of an error, without the debugging text of the decoders.
  static func of(_ error: any Error) -> String {
    if let error = error as? DecodingError {
      switch error {
      case .keyNotFound(let key, let context):
        return "\(place(context))the key '\(key.stringValue)' is missing"
      case .typeMismatch(_, let context), .valueNotFound(_, let context):
        return "\(place(context))a value has the wrong type"
      case .dataCorrupted(let context):
        if let cause = context.underlyingError as? YamlError { return yaml(cause) }
        return "\(place(context))the text is damaged"
      @unknown default: return "the text is damaged"
      }
    }
    if let error = error as? YamlError { return yaml(error) }
    return "the text is damaged"
  }

  private static func place(_ context: DecodingError.Context) -> String {
    guard !context.codingPath.isEmpty else { return "" }
    let path = context.codingPath.map { $0.intValue.map { "entry \($0 + 1)" } ?? $0.stringValue }
    return "at " + path.joined(separator: ", ") + ": "
  }

  private static func yaml(_ error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "line \(mark.line): \(problem)"
    default: "it is no YAML"
    }
  }
}
