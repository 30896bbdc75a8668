import AccuracyMeasurement
import ArgumentParser
import Documents
import Evaluation
import Foundation
import ResultFiles

/// `ragweed evaluate`: masks and truth in, a report out.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure masks against their truth: IoU per class, mIoU, precision, recall.",
    discussion: """
      Masks are 8-bit images (PNG, GeoTIFF) of class numbers. They are paired by name, without extension and without a \
      '.mask' before it; colours of three equal channels count as numbers. A class that neither side has is left out of \
      the mean; truth pixels of --ignore do not count. Truth of more classes is folded: --fold 2=weed,3=0.

      EXAMPLE: ragweed evaluate --predictions map --truth Samples/synthetic-field/truth --classes background,weed
      """
  )

  @Option(
    help: ArgumentHelp("A mask, or a folder of masks, as 'ragweed map' writes them.", valueName: "file or folder")
  )
  var predictions: String

  @Option(help: ArgumentHelp("The true mask, or a folder of them.", valueName: "file or folder"))
  var truth: String

  @Option(help: ArgumentHelp("The names of the values 0, 1, ..., with commas between them.", valueName: "names"))
  var classes = "background,weed"

  @Option(help: ArgumentHelp("The value of truth pixels that do not count.", valueName: "value"))
  var ignore: UInt8 = 255

  @Option(
    help: ArgumentHelp("What further values of the truth count as, such as 2=1,3=background.", valueName: "folds")
  )
  var fold: String?

  @Option(help: "How to print the report.")
  var format = DocumentFormat.table

  @Option(help: ArgumentHelp("A file for the report as JSON; '-' is standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "Replace the file of an earlier report.")
  var overwrite = false

  func run() throws {
    let names = classes.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard !names.contains(""), Set(names).count == names.count else {
      throw ValidationError("--classes '\(classes)' has an empty or a repeated name. Name each class once.")
    }
    if let output, output != "-", !overwrite, FileManager.default.fileExists(atPath: output) {
      throw CommandError.outputFileExists(path: output)
    }
    var request = AccuracyRequest(predictions: predictions, truth: truth)
    (request.classNames, request.ignored) = (names, ignore)
    request.folds = try folds(names)
    let bar = ProgressBar()
    let result = try request.measure { bar.show($0.done, of: $0.total, label: $0.name) }
    bar.clear()
    for notice in result.notices { StandardError.write("Warning: \(notice)") }
    let json = try DocumentSchema.evaluate.text(of: AccuracyDocument(result.report))
    if let output, output != "-" { try AtomicFile.write(json + "\n", to: output) }
    switch format {
    case .table where output != "-": print(AccuracyTable(result.report).text)
    default: print(json)
    }
  }

  /// The values of the truth with what they count as.
  private func folds(_ names: [String]) throws -> [UInt8: UInt8] {
    var folds: [UInt8: UInt8] = [:]
    for part in fold?.split(separator: ",", omittingEmptySubsequences: false) ?? [] {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard sides.count == 2, let value = UInt8(sides[0]),
        let counted = names.firstIndex(of: sides[1]).map(UInt8.init(clamping:)) ?? UInt8(sides[1]),
        folds.updateValue(counted, forKey: value) == nil
      else {
        throw ValidationError(
          "--fold '\(part)' does not say which value counts as which class. Write pairs such as 2=1,3=background."
        )
      }
    }
    return folds
  }
}
