import Documents

/// An XML document, written element by element.
struct XMLText {
  /// The text so far.
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private var depth = 0

  /// Writes an element that holds a text.
  mutating func add(_ name: String, _ value: String) {
    indent()
    text += "<\(name)>\(MarkupText.escaped(value))</\(name)>\n"
  }

  /// Writes an element that holds others.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - attributes: what stands behind the name, such as `id="a"`; escaped already.
  ///   - content: writes what it holds.
  mutating func add(_ name: String, attributes: String = "", _ content: (inout XMLText) -> Void) {
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
