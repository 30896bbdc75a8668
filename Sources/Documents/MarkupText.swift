/// Texts in XML, SVG and HTML.
public enum MarkupText {
  /// A text as it may stand in an element or, between double quotes, in an attribute.
  public static func escaped(_ text: String) -> String {
    text.map { ["&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"][$0] ?? String($0) }.joined()
  }
}
