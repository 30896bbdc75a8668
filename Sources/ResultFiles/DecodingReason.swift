/// Why a document could not be decoded, as part of a sentence.
public enum DecodingReason {
  /// The reason of an error, without the debugging text of the decoders.
  ///
  /// - Parameters:
  ///   - error: what the decoder threw.
  ///   - ofText: what is known of an error of the text itself, by the parser of its format; nil where nothing is.
  /// - Returns: the reason, without a capital and a full stop.
  public static func of(_ error: any Error, ofText: (any Error) -> String? = { _ in nil }) -> String {
    guard let error = error as? DecodingError else { return ofText(error) ?? damaged }
    switch error {
    case .keyNotFound(let key, let context):
      return "\(place(context))the key '\(key.stringValue)' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "\(place(context))a value has the wrong type"
    case .dataCorrupted(let context):
      return context.underlyingError.flatMap(ofText) ?? place(context) + damaged
    @unknown default: return damaged
    }
  }

  private static let damaged = "the text is damaged"

  private static func place(_ context: DecodingError.Context) -> String {
    guard !context.codingPath.isEmpty else { return "" }
    let path = context.codingPath.map { $0.intValue.map { "entry \($0 + 1)" } ?? $0.stringValue }
    return "at " + path.joined(separator: ", ") + ": "
  }
}
