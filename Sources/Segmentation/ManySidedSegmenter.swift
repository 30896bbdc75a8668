public import Imagery

/// Looks at each tile from several sides, and takes the mean of what it sees.
///
/// A network that learnt from few fields sees other weeds in a field that is new to it when that is mirrored or turned; the
/// mean of the views errs less. It takes as many times as long.
public struct ManySidedSegmenter: Segmenter {
  private let base: any Segmenter
  private let orientations: [ImageOrientation]

  /// Makes a segmenter of another one.
  ///
  /// - Parameters:
  ///   - base: what segments one view.
  ///   - views: from how many sides to look; eight need square tiles.
  public init(_ base: any Segmenter, views: TileViews) {
    self.base = base
    orientations = views.orientations
  }

  /// The means of what the views say.
  ///
  /// - Throws: the engine's error, and `SegmentationError.probabilityCount` where it gives parts of classes.
  public func scores(of tile: ImageTile) async throws -> TileScores {
    var sum = try await base.scores(of: tile)
    let classes = max(sum.probabilities.count / tile.size.pixelCount, 1)
    for orientation in orientations.dropFirst() {
      let turned = try await base.scores(of: tile.upright(from: orientation))
      for count in [sum.probabilities.count, turned.probabilities.count] where count != classes * tile.size.pixelCount {
        throw SegmentationError.probabilityCount(expected: classes * tile.size.pixelCount, found: count)
      }
      try add(turned.probabilities, seenAs: orientation, of: tile.size, to: &sum.probabilities)
      sum.unfamiliarity = sum.unfamiliarity.flatMap { so in turned.unfamiliarity.map { so + $0 } }
    }
    let share = 1 / Float(orientations.count)
    for index in sum.probabilities.indices { sum.probabilities[index] *= share }
    sum.unfamiliarity = sum.unfamiliarity.map { $0 * share }
    return sum
  }

  private func add(
    _ probabilities: [Float],
    seenAs orientation: ImageOrientation,
    of size: PixelSize,
    to sum: inout [Float]
  ) throws {
    let seen = orientation.rawValue >= 5 ? try PixelSize(width: size.height, height: size.width) : size
    for start in stride(from: 0, to: sum.count, by: size.pixelCount) {
      let plane = Array(probabilities[start..<(start + size.pixelCount)])
      let back = try orientation.inverse.upright(plane, size: seen).samples
      for index in back.indices { sum[start + index] += back[index] }
    }
  }
}

extension ImageTile {
  /// The tile as it looks when its rows are taken for stored in an orientation.
  fileprivate func upright(from orientation: ImageOrientation) throws -> ImageTile {
    let turned = try orientation.upright(rgb, size: size)
    return try ImageTile(
      size: turned.size,
      rgb: turned.samples,
      surveyed: surveyed.map { try orientation.upright($0, size: size, channels: 1).samples }
    )
  }
}
