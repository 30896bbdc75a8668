import Foundation
import GeoRaster
import Imagery
import ModelGraphs
import Quantities
import SurveyMapping
import Teaching
import TestSupport
import Testing
import VisionRuntime

@testable import SurveyTeaching

@Suite("Teaching a network")
struct TeachRunTests {
  private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A small network with features at two scales, and its card; how it was trained does not matter.
  private func network() throws -> (path: String, data: Data, card: ModelCard) {
    var builder = NetworkBuilder()
    let image = builder.input("image", [1, 3, 128, 128])
    let fine = builder.convolution(image, from: 3, to: 4, kernel: 3, stride: 4)
    let coarse = builder.operation("Relu", [builder.convolution(fine, from: 4, to: 5, kernel: 3, stride: 2)])
    let scores = builder.convolution(fine, from: 4, to: 2)
    let output = builder.operation("Softmax", [builder.enlarged(scores, by: 4)], integers: ["axis": [1]])
    let data = try builder.data(outputs: [(output, [1, 2, 128, 128])])
    let path = try folder.write(data, as: "small.onnx")
    let card = try ModelCard(
      name: "small",
      version: "1",
      classes: ["background", "weed"],
      input: .init(name: "image", sideInPixels: 128, mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5]),
      output: .init(name: output, kind: .probabilities, channels: nil),
      groundSampling: nil,
      hasSeenTargetSpecies: false,
      limitations: [],
      sha256: nil,
      features: [fine, coarse],
      path: path
    )
    _ = try folder.write(try JSONEncoder().encode(card), as: "small.card.json")
    return (path, data, card)
  }

  private func request(labels: String, output: String = "own.onnx") throws -> TeachRequest {
    var request = TeachRequest(
      inputs: [root.appending(path: "Samples/synthetic-field/frames").path],
      labels: [labels],
      classes: ["background", "synthetic-weed"],
      model: ModelRequest(path: try network().path),
      output: folder.path(output),
      programVersion: "test"
    )
    request.engine = .opencv
    request.mostPlaces = 60
    return request
  }

  @Test("Synthetic frames and their truth give a network with its card, which can be taught again")
  func synthetic() async throws {
    let truth = root.appending(path: "Samples/synthetic-field/frames-truth").path
    let summary = try await TeachRun(request(labels: truth)) { _ in }.run()
    #expect(summary.blocks.map(\.name) == ["DJI_0001", "DJI_0002", "DJI_0003"])
    #expect(summary.pixels.allSatisfy { $0 > 0 })
    let unchanged = try #require(summary.outcome.unchangedScore?.meanIoU)
    #expect(try #require(summary.outcome.score.meanIoU) >= unchanged)
    let path = folder.path("own.card.json")
    let card = try ModelCard(json: Data(contentsOf: URL(fileURLWithPath: path)), path: path)
    #expect(card.classes == ["background", "synthetic-weed"])
    #expect(card.hasSeenTargetSpecies == false)
    #expect(card.limitations[0].contains("small"))
    #expect(summary.earlier == nil)
    #expect(EarlierRound(besides: folder.path("own.onnx"))?.blockCount == 3)
    let loaded = try LoadedModel(ModelRequest(path: folder.path("own.onnx")))
    #expect(loaded.card.features == card.features)
  }

  @Test("The network computes what the head says: own scores times the gain, features at two scales, the bias")
  func equalsHead() throws {
    let (path, data, card) = try network()
    let editor = try NetworkEditor(onnx: data, path: path)
    let end = try editor.taughtEnd(output: card.output.name, features: try #require(card.features))
    #expect(end.features.map(\.channels) == [4, 5])
    #expect(end.features.map(\.side) == [32, 16])
    let head = LinearHead(
      weights: [[0.5, -1, 0.25, 2, 1, -0.5, 0.75, 0, 1.5], [-0.5, 1, 0, 0.5, -1, 0.25, 2, 0.125, -0.75]],
      bias: [0.25, -0.5],
      gain: 0.75
    )
    let taught = try editor.withHead(
      at: end,
      output: card.output.name,
      classCount: 2,
      own: OwnScores(classCount: 2, channels: 2).matrix(gain: head.gain),
      weights: [head.weights.map { Array($0[..<4]) }, head.weights.map { Array($0[4...]) }],
      bias: head.bias
    )
    var random = SmallRandom(seed: 5)
    let size = try PixelSize(width: 128, height: 128)
    let rgb = (0..<(size.pixelCount * 3)).map { _ in UInt8.random(in: 0...255, using: &random) }
    let tile = try ImageTile(size: size, rgb: rgb, surveyed: nil)
    // The middle of a place of the scores lies between four pixels; there nothing is interpolated.
    let places = [(40, 60), (0, 0), (124, 96)].map { x, y in
      LabelSample.Place(x: x + 1, y: y + 1, label: 0, weight: 1, quarter: 0)
    }
    let reader = try FeatureReader(editor, end: end, card: card, engine: .opencv, path: path, threads: 1)
    let run = try TensorNetwork(onnx: taught, outputs: [card.output.name], engine: .openCV)
    let planes = (0..<3).flatMap { channel in
      (0..<size.pixelCount).map { (Float(rgb[$0 * 3 + channel]) - 127.5) / 127.5 }
    }
    try run.set("image", planes, shape: [1, 3, 128, 128])
    try run.infer()
    let said = try run.output(card.output.name, count: 2 * size.pixelCount)
    var seen = 0
    try reader.read(places, of: tile) { place, own, features in
      let scores = head.scores(features: features, prior: own)
      let expected = 1 / (1 + exp(scores[0] - scores[1]))
      #expect(abs(said[size.pixelCount + place.y * 128 + place.x] - expected) < 1e-4)
      seen += 1
    }
    #expect(seen == 3)
  }

  @Test("Labels that name no picture, a name of another kind, a name that is taken, a model without features")
  func refusals() async throws {
    let masks = folder.url.appending(path: "masks")
    try FileManager.default.createDirectory(at: masks, withIntermediateDirectories: true)
    try Data([0]).write(to: masks.appending(path: "elsewhere.png"))
    await #expect(throws: TeachError.noPairs(labels: masks.path, example: "elsewhere.png")) {
      try await TeachRun(request(labels: masks.path)) { _ in }.run()
    }
    await #expect(throws: TeachError.outputName(path: folder.path("own.bin"))) {
      try await TeachRun(request(labels: masks.path, output: "own.bin")) { _ in }.run()
    }
    let taken = try folder.write(Data([1]), as: "taken.onnx")
    await #expect(throws: TeachError.outputExists(path: taken)) {
      try await TeachRun(request(labels: masks.path, output: "taken.onnx")) { _ in }.run()
    }
    var twice = try request(labels: masks.path)
    twice.classes = ["weed", "weed"]
    let run = TeachRun(twice) { _ in }
    await #expect(throws: TeachError.classNames(reason: "'weed' is named twice")) { try await run.run() }
    #expect(try folder.visibleFiles(in: "").filter { $0.hasPrefix("own") }.isEmpty)
  }
}
