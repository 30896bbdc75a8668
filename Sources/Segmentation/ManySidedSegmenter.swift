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

  /// The mean of the probabilities of the views, as `[class, row, column]`.
  ///
  /// - Throws: the engine's error, and `SegmentationError.probabilityCount` where it gives parts of classes.
  public func probabilities(of tile: ImageTile) async throws -> [Float] {
    var sum = try await base.probabilities(of: tile)
    for orientation in orientations.dropFirst() {
      let turned = try await base.probabilities(of: tile, seenAs: orientation)
      guard turned.count == sum.count else {
        throw SegmentationError.probabilityCount(expected: sum.count, found: turned.count)
      }
      for index in sum.indices { sum[index] += turned[index] }
    }
    let share = 1 / Float(orientations.count)
    for index in sum.indices { sum[index] *= share }
    return sum
  }
}

extension Segmenter {
  /// The probabilities of a tile that is shown turned, turned back: `[class, row, column]`.
  ///
  /// - Parameters:
  ///   - tile: the tile as it is.
  ///   - orientation: how it is turned.
  /// - Returns: what the segmenter says of each of the tile's pixels.
  /// - Throws: the engine's error, and `SegmentationError.probabilityCount` where it gives parts of classes.
  func probabilities(of tile: ImageTile, seenAs orientation: ImageOrientation) async throws -> [Float] {
    let shown = try tile.upright(from: orientation)
    let seen = try await probabilities(of: shown)
    let classes = max(seen.count / tile.size.pixelCount, 1)
    guard seen.count == classes * tile.size.pixelCount else {
      throw SegmentationError.probabilityCount(expected: classes * tile.size.pixelCount, found: seen.count)
    }
    if orientation == .upright { return seen }
    var back: [Float] = []
    back.reserveCapacity(seen.count)
    for start in stride(from: 0, to: seen.count, by: tile.size.pixelCount) {
      let plane = Array(seen[start..<(start + tile.size.pixelCount)])
      back += try orientation.inverse.upright(plane, size: shown.size).samples
    }
    return back
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
