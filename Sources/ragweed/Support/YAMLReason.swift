import ResultFiles
import Yams

/// Why a file of YAML could not be decoded, as part of a sentence.
enum YAMLReason {
  /// The reason of an error, with the line where the text itself is none.
  static func of(_ error: any Error) -> String {
    DecodingReason.of(error) { cause in (cause as? YamlError).map(text) }
  }

  private static func text(_ error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "line \(mark.line): \(problem)"
    case .duplicatedKeysInMapping(let keys, _):
      "the key '\(keys.sorted().first ?? "")' stands there more than once"
    default: "it is no YAML"
    }
  }
}
