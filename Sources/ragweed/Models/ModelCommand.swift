import ArgumentParser
import Documents
import Foundation
import Imagery
import MissionFormats
import ModelGraphs
import ResultFiles

/// Says what a model is.
struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Print what a model is: its card, inputs, layers, multiply-adds and parameters.",
    discussion: """
      Read from the ONNX file itself, without an engine. Multiply-adds count the products of convolutions and matrices \
      for one image.

      EXAMPLE: ragweed model
      EXAMPLE: ragweed model weeds.onnx --layers --resolution 1921x1081 --format json
      """
  )

  @Argument(help: "The ONNX file, or a shipped model: weeds or weeds-small (default: weeds-small).")
  var model: String?

  @Flag(help: "List every layer, not only blocks.")
  var layers = false

  @Option(
    help: "Columns and rows of the image that goes in, such as 1921x1081, instead of what the file states.",
    transform: Resolution.parse
  )
  var resolution: Resolution?

  @Option(help: "How to print: table or json.")
  var format: DocumentFormat = .table

  func run() throws {
    let path = try ShippedModel.path(of: model)
    let data = try Data(InputFile.bytes(path: path))
    let graph = try ModelGraph(onnx: data, path: path, resolution: resolution.map { ($0.rows, $0.columns) })
    let report = ModelReport(graph, path: path, byteCount: data.count, card: try Self.card(beside: path))
    switch format {
    case .json: print(report.json(withLayers: layers).document)
    case .table: print(report.table(withLayers: layers))
    }
    let unknown = graph.unknownOperations
    if !unknown.isEmpty {
      StandardError.write(
        "Warning: the shapes after \(unknown.joined(separator: ", ")) are not known; multiply-adds there are no part of the sum."
      )
    }
  }

  /// The card beside a model; nil where there is none.
  private static func card(beside path: String) throws -> ModelCard? {
    let cardPath = URL(fileURLWithPath: path).deletingPathExtension().appendingPathExtension("card.json").path
    guard let json = FileManager.default.contents(atPath: cardPath) else { return nil }
    return try ModelCard(json: json, path: cardPath)
  }
}
