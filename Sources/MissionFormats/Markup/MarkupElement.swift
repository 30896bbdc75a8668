import Foundation
import FoundationXML

/// An element of an XML document, names without the prefixes of their namespaces.
final class MarkupElement {
  let name: String
  fileprivate(set) var text = ""
  fileprivate(set) var children: [MarkupElement] = []

  init(name: String) { self.name = name }

  /// Reads a document.
  ///
  /// - Returns: the document's element; nil where the document is broken.
  static func read(_ bytes: [UInt8]) -> MarkupElement? {
    guard let bytes = MarkupEncoding.utf8(bytes) else { return nil }
    let builder = XMLBuilder()
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = builder
    // The parser forgives a document that ends too early.
    guard parser.parse(), builder.open.count == 1 else { return nil }
    return builder.open.first?.children.first
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
private final class XMLBuilder: NSObject, XMLParserDelegate {
  /// The elements that are open; the first stands for the document itself.
  var open = [MarkupElement(name: "")]
  /// Deeper nesting than any mission has would only exhaust the stack.
  private static let deepest = 64

  func parser(
    _ parser: XMLParser,
    didStartElement element: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    let child = MarkupElement(name: element.split(separator: ":").last.map(String.init) ?? element)
    open.last?.children.append(child)
    open.append(child)
    if open.count > Self.deepest { parser.abortParsing() }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { open.last?.text.append(string) }

  func parser(
    _ parser: XMLParser,
    didEndElement element: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) {
    if open.count > 1 { open.removeLast() }
  }
}
