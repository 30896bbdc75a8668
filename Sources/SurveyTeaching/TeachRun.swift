import Foundation
import GeoRaster
import Imagery
import ModelGraphs
import ResultFiles
import SurveyMapping
import Teaching

/// A network taught from labelled pictures.
public struct TeachRun: Sendable {
  /// The most places of a class in all pictures: memory stays bounded however much is labelled.
  private static let mostPlacesOfAll = 24_000
  /// So many of each picture are looked at in any case.
  private static let fewestPlaces = 40

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
    let labels = try LabelSet(request)
    try Self.check(labels.classes)
    for notice in labels.notices { observe(.notice(notice)) }
    let model = try LoadedModel(request.model)
    guard let features = model.card.features, !features.isEmpty else { throw TeachError.noFeatures(path: model.path) }
    let editor = try NetworkEditor(onnx: Data(try InputFile.bytes(path: model.path)), path: model.path)
    let end = try editor.taughtEnd(output: model.card.output.name, features: features)
    let own = OwnScores(classCount: labels.classes.count, channels: end.scores.channels)
    let (data, blocks, strangest) = try look(labels, editor: editor, end: end, own: own, model: model)
    let counts = labels.classes.indices.map { index in blocks.reduce(0) { $0 + $1.pixels[index] } }
    let present = counts.indices.filter { counts[$0] > 0 }
    guard present.count > 1 else {
      throw TeachError.oneClass(
        name: present.first.map { labels.classes[$0] },
        labels: request.labels.joined(separator: "', '")
      )
    }
    let canStay = labels.classes.count == end.scores.channels
    let outcome = try await HeadSearch(data, canStay: canStay).run { done, total in
      observe(.fitted(done: done, total: total))
    }
    let summary = TeachSummary(
      model: request.output,
      base: model.card,
      classes: labels.classes,
      pixels: counts,
      blocks: blocks,
      pictureCount: labels.pictures.count,
      unlabelled: labels.unlabelled,
      earlier: EarlierRound(besides: request.output),
      outcome: outcome,
      strangest: strangest,
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
    if let classes = request.classes { try Self.check(classes) }
  }

  private static func check(_ names: [String]) throws {
    guard (2...200).contains(names.count) else { throw TeachError.classNames(reason: "there are \(names.count)") }
    guard !names.contains(where: { $0.allSatisfy(\.isWhitespace) }) else {
      throw TeachError.classNames(reason: "one is empty")
    }
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw TeachError.classNames(reason: "'\(twice)' is named twice")
    }
  }

  /// Looks at the labelled places of all pictures, block by block.
  private func look(
    _ labels: LabelSet,
    editor: NetworkEditor,
    end: TaughtEnd,
    own: OwnScores,
    model: LoadedModel
  ) throws -> (LabelledFeatures, [TeachSummary.Block], strangest: Float?) {
    let reader = try FeatureReader(
      editor,
      end: end,
      card: model.card,
      engine: request.engine,
      path: model.path,
      threads: ProcessInfo.processInfo.activeProcessorCount
    )
    let classCount = labels.classes.count
    var data = LabelledFeatures(classCount: classCount, featureCount: reader.featureCount)
    let all = try samples(of: labels)
    for (index, item) in all.enumerated() {
      observe(.looked(done: index, total: all.count))
      let pixels = try item.picture.pixels()
      func add(_ place: LabelSample.Place, _ scores: [Float], _ features: [Float], isChanged: Bool) {
        let pixel = LabelledFeatures.Pixel(
          label: place.label,
          weight: place.weight,
          group: all.count > 1 ? index : place.quarter,
          part: place.quarter,
          prior: own.scores(scores),
          isChanged: isChanged
        )
        data.add(pixel, features: features)
      }
      try reader.read(item.sample.places, of: pixels) { add($0, $1, $2, isChanged: false) }
      let views = try LabelViews(
        of: item.sample.places,
        size: pixels.size,
        side: model.card.input.widthInPixels,
        index: index,
        count: all.count,
        seed: request.seed &+ UInt64(index)
      )
      for look in views.looks { try reader.read(look, of: pixels) { add($0, $1, $2, isChanged: true) } }
    }
    observe(.looked(done: all.count, total: all.count))
    let blocks = all.map { TeachSummary.Block(name: $0.name, pixels: $0.sample.pixels) }
    return (data, blocks, reader.strangest)
  }

  /// The places of all blocks in which something is labelled.
  private func samples(
    of labels: LabelSet
  ) throws -> [(picture: LabelledPicture, name: String, sample: LabelSample)] {
    let blocks = labels.pictures.flatMap { picture in picture.blocks.map { (picture: picture, block: $0) } }
    let most = min(request.mostPlaces, max(Self.fewestPlaces, Self.mostPlacesOfAll / max(blocks.count, 1)))
    return try blocks.enumerated().compactMap { index, item in
      try Task.checkCancellation()
      let sample = LabelSample(
        try item.picture.mask(of: item.block),
        at: item.block.window,
        classCount: labels.classes.count,
        most: most,
        seed: request.seed &+ UInt64(index)
      )
      return sample.places.isEmpty ? nil : (picture: item.picture, name: item.block.name, sample: sample)
    }
  }

  /// Writes the network with its card.
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
      classCount: summary.classes.count,
      own: own.matrix(gain: head.gain),
      weights: weights,
      bias: head.bias
    )
    let card = try TaughtCard(summary, request: request, base: model.card)
    let stem = URL(fileURLWithPath: request.output).deletingPathExtension()
    try AtomicFile.write([
      (request.output, network), (stem.appendingPathExtension("card.json").path, Data((card.json() + "\n").utf8)),
    ])
  }
}
