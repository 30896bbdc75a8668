import Foundation
import Imagery
import ModelGraphs
import Quantities
import Segmentation
import SurveyMapping
import Teaching
import VisionRuntime

/// Runs a network over the labelled places of pictures, and reads what it sees there.
final class FeatureReader {
  /// Neighbouring tiles share this much, so that no place is seen at the edge of one only.
  private static let overlapInPixels = 64

  private let card: ModelCard
  private let end: TaughtEnd
  private let network: TensorNetwork
  /// Scores and features, in the order of the network's outputs.
  private let tensors: [TaughtEnd.Features]
  /// How far the strangest tile that was read lies from what the network has learnt; nil where the network does not say.
  private(set) var strangest: Float?

  /// How many features a place has.
  var featureCount: Int { end.features.reduce(0) { $0 + $1.channels } }

  /// Loads the part of a network that makes its features.
  ///
  /// - Parameters:
  ///   - editor: the network.
  ///   - end: where its features are.
  ///   - card: what goes in.
  ///   - engine: what runs it; OpenVINO where it loads, by choice of `auto`.
  ///   - path: the network, for messages.
  ///   - threads: cores that a run uses.
  /// - Throws: `ModelGraphError`, `VisionRuntimeError`.
  init(
    _ editor: NetworkEditor,
    end: TaughtEnd,
    card: ModelCard,
    engine: Engine.Choice,
    path: String,
    threads: Int
  ) throws {
    self.card = card
    self.end = end
    tensors = [end.scores] + end.features
    let side = card.input.widthInPixels
    let part = try editor.part(
      from: [(card.input.name, [1, 3, side, side])],
      to: tensors.map { ($0.name, [1, $0.channels, $0.side, $0.side]) }
        + (card.unfamiliarity.map { [($0.output, [1, 1, 1, 1])] } ?? [])
    )
    let outputs = (0..<tensors.count + (card.unfamiliarity == nil ? 0 : 1)).map(NetworkEditor.outputName)
    func load(_ engine: TensorNetwork.Engine) throws -> TensorNetwork {
      try TensorNetwork(onnx: part, name: path, outputs: outputs, engine: engine, threads: threads)
    }
    switch engine {
    case .opencv: network = try load(.openCV)
    case .openvino: network = try load(.openVINO(OpenVINOLibrary()))
    case .auto:
      do {
        network = try load(.openVINO(OpenVINOLibrary()))
      } catch let error as VisionRuntimeError where error.isOfOpenVINO {
        network = try load(.openCV)
      }
    }
  }

  /// Reads the features of places.
  ///
  /// - Parameters:
  ///   - places: where, in pixels of the picture.
  ///   - source: the picture.
  ///   - take: called with each place, the network's own scores and the features there.
  /// - Throws: the adapter's error where the picture cannot be read or the network cannot run; `CancellationError`.
  func read(
    _ places: [LabelSample.Place],
    of source: any RasterSource,
    take: (LabelSample.Place, _ scores: [Float], _ features: [Float]) -> Void
  ) throws {
    try read(places, of: source, take: take) { figure in strangest = max(strangest ?? figure, figure) }
  }

  private func read(
    _ places: [LabelSample.Place],
    of source: any RasterSource,
    take: (LabelSample.Place, _ scores: [Float], _ features: [Float]) -> Void,
    note: (_ unfamiliarity: Float) -> Void
  ) throws {
    let grid = try TileGrid(
      imageSize: source.size,
      tileInPixels: card.input.widthInPixels,
      overlapInPixels: Self.overlapInPixels
    )
    for row in grid.rowOrigins.indices {
      for column in grid.columnOrigins.indices {
        let cell = try grid.cell(column: column, row: row)
        let inside = places.filter { place in
          place.x >= cell.x && place.x < cell.x + cell.size.width && place.y >= cell.y
            && place.y < cell.y + cell.size.height
        }
        guard !inside.isEmpty else { continue }
        try Task.checkCancellation()
        let window = try grid.window(column: column, row: row)
        let maps = try run(source.read(window).padded(toSide: grid.tileInPixels))
        if card.unfamiliarity != nil {
          let figure = try network.output(NetworkEditor.outputName(tensors.count), count: 1)[0]
          if figure.isFinite { note(figure) }
        }
        for place in inside {
          var values: [[Float]] = []
          for (tensor, numbers) in zip(tensors, maps) {
            let (x, y) = (place.x - window.x, place.y - window.y)
            values.append(tensor.values(of: numbers, x: x, y: y, end: end))
          }
          take(place, values[0], values.dropFirst().flatMap(\.self))
        }
      }
    }
  }

  /// Reads the features of places in another view.
  ///
  /// - Parameters:
  ///   - look: the part, the view and the places.
  ///   - source: the picture.
  ///   - take: called with each place, the network's own scores and the features there.
  /// - Throws: the adapter's error where the picture cannot be read or the network cannot run; `CancellationError`.
  func read(
    _ look: LabelViews.Look,
    of source: any RasterSource,
    take: (LabelSample.Place, _ scores: [Float], _ features: [Float]) -> Void
  ) throws {
    let viewed = try ViewedRaster(source, part: look.part, view: look.view)
    let places = look.places.compactMap { place in
      viewed.place(x: place.x, y: place.y).map { place.moved(x: $0.x, y: $0.y) }
    }
    // Changed views are stranger than the ground is.
    try read(places, of: viewed, take: take) { _ in }
  }

  private func run(_ tile: ImageTile) throws -> [[Float]] {
    let count = tile.size.pixelCount
    var planes = [Float](repeating: 0, count: 3 * count)
    for channel in 0..<3 {
      let (mean, std) = (card.input.mean[channel], card.input.std[channel])
      for index in 0..<count { planes[channel * count + index] = (Float(tile.rgb[index * 3 + channel]) - mean) / std }
    }
    let side = tile.size.width
    try network.set(card.input.name, planes, shape: [1, 3, side, side])
    try network.infer()
    return try tensors.enumerated().map { index, tensor in
      try network.output(NetworkEditor.outputName(index), count: tensor.channels * tensor.side * tensor.side)
    }
  }
}

extension TaughtEnd.Features {
  /// The numbers at a pixel of the image, as the network enlarges them: to the places of its scores, then to pixels.
  fileprivate func values(of numbers: [Float], x: Int, y: Int, end: TaughtEnd) -> [Float] {
    let (columns, rows) = (shares(of: x, end: end), shares(of: y, end: end))
    return (0..<channels).map { channel in
      rows.reduce(0) { sum, row in
        let start = (channel * side + row.index) * side
        return sum + row.share * columns.reduce(0) { $0 + $1.share * numbers[start + $1.index] }
      }
    }
  }

  /// What each row or column of the tensor counts at a pixel.
  private func shares(of pixel: Int, end: TaughtEnd) -> [(index: Int, share: Float)] {
    let outer = Self.neighbours(of: pixel, from: end.imageSide, to: end.scores.side)
    guard side != end.scores.side else { return outer }
    return outer.flatMap { place in
      Self.neighbours(of: place.index, from: end.scores.side, to: side).map { ($0.index, $0.share * place.share) }
    }
  }

  /// The two places of a coarse row that a place of a fine one lies between (`half_pixel` of ONNX's Resize).
  private static func neighbours(of place: Int, from fine: Int, to coarse: Int) -> [(index: Int, share: Float)] {
    let position = min(max((Float(place) + 0.5) * Float(coarse) / Float(fine) - 0.5, 0), Float(coarse - 1))
    let first = min(Int(bounded: Double(position)), coarse - 1)
    let share = position - Float(first)
    return [(first, 1 - share), (min(first + 1, coarse - 1), share)]
  }
}
