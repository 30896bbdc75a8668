/// How large an XML document may be; more than any outline, track or mission, and less than what fills a memory.
struct MarkupLimits: Sendable {
  /// How deep elements may lie in one another.
  var depth = 64
  /// How many elements there may be.
  var elements = 1_000_000
  /// How many attributes an element may have.
  var attributes = 64
  /// How many bytes the text of an element may have, its attributes for themselves: 250 000 corners of an outline.
  var textBytes = 8 << 20
}
