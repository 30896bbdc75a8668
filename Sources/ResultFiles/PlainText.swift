/// Texts that may quote what stands in somebody's file, brought to one line of bearable length.
public enum PlainText {
  private static let longest = 1000

  /// A line: what is no printable character becomes `?`, and the middle of a very long one is left out.
  public static func line(_ text: String) -> String {
    let printable = String(
      text.map { character in
        let isControl = character.unicodeScalars.contains {
          [.control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate]
            .contains($0.properties.generalCategory)
        }
        return isControl ? "?" : character
      }
    )
    guard printable.count > longest else { return printable }
    // The end says what to do.
    return "\(printable.prefix(longest / 2)) ... \(printable.suffix(longest / 3))"
  }
}
