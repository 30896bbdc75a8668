extension Int {
  /// The whole part of a number, held between -10¹⁵ and 10¹⁵; 0 where it is no number.
  ///
  /// The standard library's conversion ends the program where a number has no place in the type, and numbers come from
  /// files. Within these bounds every whole number is exact, and there is room to count on.
  @inlinable
  package init(bounded value: Double) {
    // Written so that no number, which is neither more nor less than any, comes last.
    if value.magnitude <= 1e15 {
      self = Int(exactly: value.rounded(.towardZero)) ?? 0
    } else {
      self = value > 0 ? 1_000_000_000_000_000 : value < 0 ? -1_000_000_000_000_000 : 0
    }
  }
}
