import Foundation
import Markup

/// An element of an XML document, names without the prefixes of their namespaces.
final class MarkupElement {
  let name: String
  fileprivate(set) var text = ""
  fileprivate(set) var children: [MarkupElement] = []

  init(name: String) { self.name = name }

  /// Reads a document.
  ///
  /// - Returns: the document's element.
  /// - Throws: `MarkupError` where the document is broken or too large.
  static func read(_ bytes: [UInt8]) throws -> MarkupElement {
    let builder = TreeBuilder()
    try MarkupReader.read(bytes, builder)
    return builder.open[0].children.first ?? builder.open[0]
  }

  /// The first child of a name.
  subscript(name: String) -> MarkupElement? { children.first { $0.name == name } }

  /// The number that a child holds.
  func number(_ name: String) -> Double? { self[name]?.value }

  /// The text without spaces at its ends.
  var trimmed: String { text.trimmingCharacters(in: .whitespacesAndNewlines) }

  /// The number that it holds.
  var value: Double? { Double(trimmed) }

  /// All elements of a name below, in their order.
  func all(_ name: String) -> [MarkupElement] {
    children.flatMap { ($0.name == name ? [$0] : []) + $0.all(name) }
  }
}

/// What the parser tells of a document; a class because the parser asks for one.
private final class TreeBuilder: MarkupHandler {
  /// The elements that are open; the first stands for the document itself.
  var open = [MarkupElement(name: "")]

  func begin(_ name: String, attributes: [String: String]) {
    let child = MarkupElement(name: name)
    open.last?.children.append(child)
    open.append(child)
  }

  func text(_ part: String) { open.last?.text.append(part) }

  func end(_ name: String) { if open.count > 1 { open.removeLast() } }
}
