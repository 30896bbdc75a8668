import Foundation

/// The JSON in which figures are printed: sorted keys in snake case.
public enum JSONText {
  /// A value as one JSON document.
  ///
  /// - Throws: what encoding throws: a number that is none.
  public static func of(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// A value as one line of JSON with its keys as they are, for files that only the program itself reads.
  ///
  /// - Throws: what encoding throws.
  static func record(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
