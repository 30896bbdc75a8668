/// An XML document, written element by element.
public struct XMLText: Sendable {
  /// The text so far.
  public private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private var depth = 0

  /// A document without an element.
  public init() {}

  /// Writes an element that holds a text.
  public mutating func add(_ name: String, _ value: String) {
    indent()
    text += "<\(name)>\(MarkupText.escaped(value))</\(name)>\n"
  }

  /// Writes an element that holds others.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - attributes: what stands behind the name, such as `id="a"`; escaped already.
  ///   - content: writes what it holds.
  public mutating func add(_ name: String, attributes: String = "", _ content: (inout XMLText) -> Void) {
    indent()
    text += "<\(name)\(attributes.isEmpty ? "" : " " + attributes)>\n"
    depth += 1
    content(&self)
    depth -= 1
    indent()
    text += "</\(name)>\n"
  }

  private mutating func indent() { text += String(repeating: "  ", count: depth) }
}
