import Foundation
import Imagery
import ModelGraphs
import Quantities
import ResultFiles

/// What the caller must do for a model, and where each part of it is said.
///
/// Options come before the card, the card before the metadata that other programs keep in the file, and these before
/// what the graph shows and what is usual.
struct ModelContract {
  /// Where a part is said.
  enum Origin: String, Encodable {
    case options, card, metadata, graph, usual
  }

  /// The contract as a card.
  let card: ModelCard
  /// Where the names of the classes are said.
  let classes: Origin
  /// Where mean and standard deviation are said.
  let normalisation: Origin
  /// Where the side of a tile is said.
  let tile: Origin
  /// Where it is said what the model's numbers are.
  let scores: Origin
  /// Where the ground sampling distances are said; nil where nobody says them.
  let groundSampling: Origin?
  /// The crop that stands, or `none`; nil where the user does not say.
  let crop: String?
  /// What is run in place of the file, where that is for tiles of another side or for one crop.
  let network: Data?
  /// Whether the file keeps its weights in 8 bits.
  let isQuantised: Bool
  /// What the file asks for and is not done.
  let notices: [String]

  /// The side of a tile where nothing says it.
  private static let usualTile = 512

  /// Puts a contract together.
  ///
  /// - Parameters:
  ///   - path: the ONNX file.
  ///   - stated: the card beside it; nil where there is none.
  ///   - options: what the user says.
  ///   - named: the crop that stands, as the user calls it; nil where nobody says it.
  /// - Throws: `ModelError` where something is missing or the model does not know the crop, `ModelGraphError` where the
  ///   file is no ONNX, `ImageryError` where the parts contradict each other.
  init(path: String, card stated: ModelCard?, options: ModelStatements, crop named: String? = nil) throws {
    crop = try Self.crop(named, card: stated, path: path)
    let file = Data(try InputFile.bytes(path: path))
    let masked = try crop.map { try Self.network(file, for: $0, of: stated, path: path) }
    let data = masked ?? file
    var graph = try ModelGraph(onnx: data, path: path)
    let peers = try PeerMetadata(graph.metadata, path: path)
    if let type = peers.modelType, !["segmentor", "segmentation"].contains(type.lowercased()) {
      throw ModelError.unusable(
        path: path,
        reason: "it is a \(type) by its metadata",
        remedy: "Give a model that tells the class of each pixel."
      )
    }
    isQuantised = graph.isQuantised
    let input = try Self.input(of: graph, path: path)
    let output = try Self.output(of: graph, card: stated, path: path)
    let resized: Data?
    (tile, graph, resized) = try Self.tile(
      (options.tile, stated?.input.widthInPixels, peers.tileInPixels),
      graph: graph,
      output: output,
      data: data,
      path: path
    )
    network = resized ?? masked
    let side = graph.inputs[0].shape?.last ?? Self.usualTile
    let (channels, margin) = try Self.plane(of: graph, output: output, side: side, path: path)

    let named: [(Origin, [String]?)] = [
      (.options, options.classes), (.card, stated?.classes), (.metadata, peers.classNames),
    ]
    guard let (classOrigin, names) = Self.first(named) else {
      let count = channels.map { $0 == 1 ? "both of its classes" : "its \($0) classes" } ?? "its classes"
      throw ModelError.noClassNames(path: path, what: count)
    }
    classes = classOrigin
    let (kind, kindOrigin) = try Self.kind(
      options.scores,
      stated?.output.kind,
      graph.scores(of: output),
      channels: channels,
      path: path
    )
    scores = kindOrigin

    let shifts: [(Origin, ([Float]?, [Float]?))] = [
      (.options, (options.mean, options.std)), (.card, (stated?.input.mean, stated?.input.std)),
      (.metadata, (peers.mean, peers.std)),
    ]
    normalisation = shifts.first { $0.1.0 != nil || $0.1.1 != nil }?.0 ?? .usual
    let (mean, std) = (shifts.lazy.compactMap(\.1.0).first, shifts.lazy.compactMap(\.1.1).first)

    let exact = peers.centimetersPerPixel.map { GroundSamplingDistance.centimetersPerPixel($0) }
    let ranges: [(Origin, ModelCard.GroundSamplingRange?)] = [
      (.options, options.trainedGroundSampling), (.card, stated?.groundSampling),
      (.metadata, exact.map { ModelCard.GroundSamplingRange(min: $0, max: $0) }),
    ]
    let range = Self.first(ranges)
    groundSampling = range?.0
    let threshold = peers.threshold.flatMap { $0 == 0.5 ? nil : $0 }
    notices =
      threshold.map {
        ["The model's metadata asks for a threshold of \($0); each pixel gets its most probable class instead."]
      } ?? []
    card = try ModelCard(
      name: stated?.name ?? URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent,
      version: stated?.version ?? "unknown",
      // A model that finds one thing often names that alone.
      classes: names.count == 1 && channels == 1 ? ["background"] + names : names,
      input: ModelCard.Input(
        name: stated?.input.name ?? input,
        sideInPixels: side,
        mean: mean ?? [0, 0, 0],
        std: std ?? [255, 255, 255]
      ),
      output: ModelCard.Output(name: output, kind: kind, channels: channels, margin: margin),
      groundSampling: range?.1,
      hasSeenTargetSpecies: stated?.hasSeenTargetSpecies,
      limitations: stated?.limitations
        ?? ["The model has no card: what it has learnt, and how well, is not known here."],
      sha256: stated?.sha256,
      crops: stated?.crops,
      unfamiliarity: stated?.unfamiliarity,
      features: stated?.features,
      precisionAgreement: stated?.precisionAgreement,
      path: path
    )
  }

  private static func first<Value>(_ values: [(Origin, Value?)]) -> (Origin, Value)? {
    values.lazy.compactMap { origin, value in value.map { (origin, $0) } }.first
  }
}
