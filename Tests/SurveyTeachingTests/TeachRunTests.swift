import Foundation
import GeoRaster
import Imagery
import SurveyMapping
import Teaching
import TestSupport
import Testing

@testable import SurveyTeaching

@Suite("Teaching a network")
struct TeachRunTests {
  private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private var model: String { root.appending(path: "Sources/ragweed/Resources/model/weed-small-v7.onnx").path }

  private func request(_ folder: URL, labels: String, output: String) -> TeachRequest {
    let frames = root.appending(path: "Samples/synthetic-field/frames").path
    return TeachRequest(
      inputs: [frames],
      labels: labels,
      classes: ["background", "synthetic-weed"],
      model: ModelRequest(path: model),
      output: folder.appending(path: output).path,
      programVersion: "test"
    )
  }

  @Test("Synthetic frames and their truth give a network with its card, which maps")
  func synthetic() async throws {
    let folder = try TemporaryFolder()
    let truth = root.appending(path: "Samples/synthetic-field/frames-truth").path
    let summary = try await TeachRun(request(folder.url, labels: truth, output: "own.onnx")) { _ in }.run()
    #expect(summary.pictures.count >= 2)
    #expect(summary.pixels.allSatisfy { $0 > 0 })
    let unchanged = try #require(summary.outcome.unchangedScore?.meanIoU)
    #expect(try #require(summary.outcome.score.meanIoU) >= unchanged)
    let card = try ModelCard(
      json: Data(contentsOf: folder.url.appending(path: "own.card.json")),
      path: "own.card.json"
    )
    #expect(card.classes == ["background", "synthetic-weed"])
    #expect(card.hasSeenTargetSpecies == false)
    #expect(card.limitations[0].contains("weed-small-v7"))
    // It can be loaded as any model, and taught again.
    let loaded = try LoadedModel(ModelRequest(path: folder.url.appending(path: "own.onnx").path))
    #expect(loaded.card.features == card.features)
  }

  @Test("Labels that name no picture, one class, and a name that is taken")
  func refusals() async throws {
    let folder = try TemporaryFolder()
    let masks = folder.url.appending(path: "masks")
    try FileManager.default.createDirectory(at: masks, withIntermediateDirectories: true)
    try Data().write(to: masks.appending(path: "elsewhere.png"))
    await #expect(throws: TeachError.noPairs(labels: masks.path, example: "elsewhere.png")) {
      try await TeachRun(request(folder.url, labels: masks.path, output: "own.onnx")) { _ in }.run()
    }
    await #expect(throws: TeachError.outputName(path: folder.url.appending(path: "own.bin").path)) {
      try await TeachRun(request(folder.url, labels: masks.path, output: "own.bin")) { _ in }.run()
    }
    try Data([1]).write(to: folder.url.appending(path: "own.onnx"))
    await #expect(throws: TeachError.outputExists(path: folder.url.appending(path: "own.onnx").path)) {
      try await TeachRun(request(folder.url, labels: masks.path, output: "own.onnx")) { _ in }.run()
    }
  }
}
