/// Who is told of an XML document, part by part; names come without the prefixes of their namespaces.
public protocol MarkupHandler: AnyObject {
  /// An element begins.
  ///
  /// - Throws: what ends the reading.
  func begin(_ name: String, attributes: [String: String]) throws

  /// Text stands in the element that is open; it may come in parts.
  func text(_ part: String)

  /// An element ends.
  ///
  /// - Throws: what ends the reading.
  func end(_ name: String) throws
}
