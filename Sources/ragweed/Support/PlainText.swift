/// Texts that may quote what stands in somebody's file, brought to one line of bearable length.
enum PlainText {
  private static let longest = 1000

  /// A line: what is no printable character becomes `?`, and the middle of a very long one is left out.
  static func line(_ text: String) -> String {
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

  /// An error as the command line shows it.
  struct Shown: Error, CustomStringConvertible {
    let description: String

    /// Takes an error of the libraries or of the command line.
    init(_ error: any Error) { description = PlainText.line("\(error)") }
  }
}
