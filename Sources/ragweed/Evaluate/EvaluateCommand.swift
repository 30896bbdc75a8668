import ArgumentParser
import Evaluation
import Foundation
import GeoRaster
import ResultFiles

/// `ragweed evaluate`: masks and truth in, a report out.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure masks against their truth: IoU per class, mIoU, precision, recall.",
    discussion: """
      Masks are 8-bit images (PNG, GeoTIFF) of class numbers. They are paired by name, without extension and without a \
      '.mask' before it. A class that neither side has is left out of the mean; truth pixels of --ignore do not count.

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
    var report = try AccuracyReport(classNames: names, ignoring: ignore)
    let progress = ProgressBar()
    let pairs = try MaskPairs(predictions: predictions, truth: truth)
    for (index, pair) in pairs.pairs.enumerated() {
      try report.add(
        prediction: try MaskReader.read(path: pair.prediction),
        truth: try MaskReader.read(path: pair.truth),
        name: pair.name
      )
      progress.show(index + 1, of: pairs.pairs.count, label: pair.name)
    }
    progress.clear()
    if !pairs.unmatched.isEmpty {
      StandardError.write(
        "Warning: \(pairs.unmatched.count) mask(s) in '\(truth)' have no prediction and are left out, "
          + "the first is '\(pairs.unmatched[0])'."
      )
    }
    let json = try AccuracyDocument(report).json()
    if let output, output != "-" { try AtomicFile.write(json + "\n", to: output) }
    switch format {
    case .table where output != "-": print(AccuracyTable(report).text)
    default: print(json)
    }
  }
}
