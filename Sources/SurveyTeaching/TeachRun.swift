import Foundation
import GeoRaster
import Imagery
import ModelGraphs
import ResultFiles
import SurveyMapping
import Teaching

/// A network taught from labelled pictures.
public struct TeachRun: Sendable {
  private let request: TeachRequest
  private let observe: @Sendable (TeachEvent) -> Void

  /// Takes a request.
  ///
  /// - Parameters:
  ///   - request: what is to be taught.
  ///   - observe: who is told what happens.
  public init(_ request: TeachRequest, observe: @escaping @Sendable (TeachEvent) -> Void) {
    self.request = request
    self.observe = observe
  }

  /// Teaches.
  ///
  /// - Returns: what it came to; the network and its card are written then.
  /// - Throws: `TeachError` where the labels do not do, and what the readers and the engine throw. Nothing is written then.
  public func run() async throws -> TeachSummary {
    let start = ContinuousClock.now
    try check()
    let (pairs, unlabelled, unused) = try LabelledPicture.pairs(inputs: request.inputs, labels: request.labels)
    for path in unused.prefix(1) {
      observe(.notice("\(unused.count) mask(s) have no picture and are left out, the first is '\(path)'."))
    }
    let model = try LoadedModel(request.model)
    guard let features = model.card.features, !features.isEmpty else { throw TeachError.noFeatures(path: model.path) }
    let editor = try NetworkEditor(onnx: Data(try InputFile.bytes(path: model.path)), path: model.path)
    let end = try editor.taughtEnd(output: model.card.output.name, features: features)
    let own = OwnScores(classCount: request.classes.count, channels: end.scores.channels)
    let (data, pictures) = try look(pairs, editor: editor, end: end, own: own, model: model)
    let counts = (0..<request.classes.count).map { index in pictures.reduce(0) { $0 + $1.pixels[index] } }
    let present = counts.indices.filter { counts[$0] > 0 }
    guard present.count > 1 else {
      throw TeachError.oneClass(name: present.first.map { request.classes[$0] }, labels: request.labels)
    }
    let canStay = request.classes.count == end.scores.channels
    let outcome = try await HeadSearch(data, canStay: canStay).run { done, total in
      observe(.fitted(done: done, total: total))
    }
    let summary = TeachSummary(
      model: request.output,
      base: model.card,
      classes: request.classes,
      pixels: counts,
      pictures: pictures.map { TeachSummary.Picture(name: $0.name, pixels: $0.pixels) },
      unlabelled: unlabelled,
      outcome: outcome,
      seconds: (ContinuousClock.now - start) / .seconds(1)
    )
    try write(outcome.head, summary: summary, editor: editor, end: end, own: own, model: model)
    return summary
  }

  private func check() throws {
    guard request.output.lowercased().hasSuffix(".onnx") else { throw TeachError.outputName(path: request.output) }
    if !request.overwrite, FileManager.default.fileExists(atPath: request.output) {
      throw TeachError.outputExists(path: request.output)
    }
    let names = request.classes
    guard (2...200).contains(names.count) else { throw TeachError.classNames(reason: "there are \(names.count)") }
    guard !names.contains(where: { $0.allSatisfy(\.isWhitespace) }) else {
      throw TeachError.classNames(reason: "one is empty")
    }
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw TeachError.classNames(reason: "'\(twice)' is named twice")
    }
  }

  /// Looks at the labelled places of all pictures.
  private func look(
    _ pairs: [LabelledPicture],
    editor: NetworkEditor,
    end: TaughtEnd,
    own: OwnScores,
    model: LoadedModel
  ) throws -> (LabelledFeatures, [(name: String, pixels: [Int])]) {
    let reader = try FeatureReader(
      editor,
      end: end,
      card: model.card,
      engine: request.engine,
      path: model.path,
      threads: ProcessInfo.processInfo.activeProcessorCount
    )
    var data = LabelledFeatures(classCount: request.classes.count, featureCount: reader.featureCount)
    var pictures: [(name: String, pixels: [Int])] = []
    for (index, pair) in pairs.enumerated() {
      observe(.looked(done: index, total: pairs.count))
      let mask = try MaskReader.read(path: pair.mask.path)
      let source = try PictureFile.open(pair.picture)
      guard mask.size == source.size else {
        throw TeachError.otherSize(
          mask: pair.mask.path,
          maskSize: "\(mask.size.width) x \(mask.size.height)",
          pictureSize: "\(source.size.width) x \(source.size.height)"
        )
      }
      let sample = try LabelSample(
        mask,
        classCount: request.classes.count,
        ignored: request.ignored,
        path: pair.mask.path,
        most: request.mostPlaces,
        seed: request.seed &+ UInt64(index)
      )
      pictures.append((pair.stem, sample.pixels))
      try reader.read(sample.places, of: source) { place, scores, features in
        let group = pairs.count > 1 ? index : place.quarter
        data.add(
          .init(label: place.label, weight: place.weight, group: group, prior: own.scores(scores)),
          features: features
        )
      }
    }
    observe(.looked(done: pairs.count, total: pairs.count))
    return (data, pictures)
  }

  /// Writes the network, then its card: a network without a card is one that nobody has taught yet.
  private func write(
    _ head: LinearHead,
    summary: TeachSummary,
    editor: NetworkEditor,
    end: TaughtEnd,
    own: OwnScores,
    model: LoadedModel
  ) throws {
    var first = 0
    let weights = end.features.map { features in
      defer { first += features.channels }
      return head.weights.map { Array($0[first..<(first + features.channels)]) }
    }
    let network = try editor.withHead(
      at: end,
      output: model.card.output.name,
      classCount: request.classes.count,
      own: own.matrix(gain: head.gain),
      weights: weights,
      bias: head.bias
    )
    let card = try TaughtCard(summary, request: request, base: model.card)
    try AtomicFile.write(network, to: request.output)
    let stem = URL(fileURLWithPath: request.output).deletingPathExtension()
    try AtomicFile.write(try card.json() + "\n", to: stem.appendingPathExtension("card.json").path)
  }
}
