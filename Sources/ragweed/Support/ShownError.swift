import ResultFiles

/// An error of the libraries or of the command line as a user sees it: one line, with the options that help.
struct ShownError: CustomStringConvertible {
  let description: String

  init(_ error: any Error) { description = PlainText.line(OptionSentence.of(error)) }
}
