/// Why an XML document is not read.
public enum MarkupError: Error, Hashable, CustomStringConvertible {
  /// The document is no XML that is whole; lines count from 1.
  case broken(line: Int)
  /// Elements lie in one another deeper than the limit.
  case tooDeep(most: Int, line: Int)
  /// The document has more elements than the limit.
  case tooManyElements(most: Int)
  /// An element has more attributes than the limit.
  case tooManyAttributes(most: Int, line: Int)
  /// The text of an element is longer than the limit, in bytes.
  case longText(mostBytes: Int, line: Int)
  /// The document wants to take in another file, or an address.
  case takesInOthers(line: Int)

  /// What is the matter, as part of a sentence that begins with "it".
  public var description: String {
    switch self {
    case .broken(let line): "it is no XML (line \(line))"
    case .tooDeep(let most, let line): "its elements lie deeper in one another than \(most) (line \(line))"
    case .tooManyElements(let most): "it has more than \(most) elements"
    case .tooManyAttributes(let most, let line): "it has an element with more than \(most) attributes (line \(line))"
    case .longText(let mostBytes, let line):
      "it has an element with more than \(mostBytes >> 20) MiB of text (line \(line))"
    case .takesInOthers(let line): "it takes in another file (line \(line)), which is not followed"
    }
  }
}
