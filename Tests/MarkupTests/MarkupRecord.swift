@testable import Markup

/// What a document is told as, part by part.
final class MarkupRecord: MarkupHandler {
  private(set) var parts: [String] = []

  static func of(_ bytes: [UInt8], limits: MarkupLimits = MarkupLimits()) throws -> [String] {
    let record = MarkupRecord()
    try MarkupReader.read(bytes, record, limits: limits)
    return record.parts
  }

  func begin(_ name: String, attributes: [String: String]) {
    parts.append("<" + ([name] + attributes.map { "\($0)=\($1)" }.sorted()).joined(separator: " ") + ">")
  }

  func text(_ part: String) { parts.append(part) }

  func end(_ name: String) { parts.append("</\(name)>") }
}
