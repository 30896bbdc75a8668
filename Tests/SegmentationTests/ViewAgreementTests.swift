import Imagery
import Segmentation
import TestSupport
import Testing

@Suite struct ViewAgreementTests {
  /// Half of each tile is weed that is seen from every side, the other half is invented, with up to 0.69: from 0.7 on all
  /// views agree. Two fifths of the way there, in log-odds: 1 / (1 + (3 / 7)^0.4) = 0.58.
  @Test func inventedWeedsRaiseTheThreshold() async throws {
    let agreement = try await agreement(of: [tile { row, _ in row < 32 ? .invented : .weed }], from: 0, to: 0.69)
    #expect(agreement.isEnough)
    #expect(agreement.peak == 0.7)
    #expect(agreement.threshold == 0.58)
    #expect(agreement.iou(atPercent: 70) == 1)
  }

  /// Seen with 0.31 to 0.76 depending on the side, so that views agree on all of it up to 0.3: 1 / (1 + (7 / 3)^0.4).
  ///
  /// At 0.5 a view calls 37 of 64 columns weed and its mirror image the other end; of six pairs two are the same side:
  /// (2 * 37 + 4 * 10) / (2 * 37 + 4 * 64).
  @Test func missedWeedsLowerTheThreshold() async throws {
    let agreement = try await agreement(of: [tile { _, _ in .invented }], from: 0.31, to: 0.76)
    #expect(agreement.peak == 0.3)
    #expect(agreement.threshold == 0.42)
    #expect(abs(agreement.iou(atPercent: 50) - 114.0 / 330) < 1e-9)
  }

  @Test func viewsThatAgreeAlwaysLeaveOneHalf() async throws {
    let agreement = try await agreement(of: [tile { _, column in column < 20 ? .weed : .ground }], from: 0, to: 0.69)
    #expect(agreement.isEnough)
    #expect(agreement.threshold == 0.5)
  }

  @Test func tooFewWeedsLeaveOneHalf() async throws {
    let agreement = try await agreement(of: [tile { row, _ in row < 2 ? .invented : .ground }], from: 0.31, to: 0.76)
    #expect(!agreement.isEnough)
    #expect(agreement.peak == 0.3)
    #expect(agreement.threshold == 0.5)
    #expect(ViewAgreement().threshold == 0.5)
  }

  @Test func whatWasNotSurveyedDoesNotCount() async throws {
    let spoilt = try tile(surveyed: { $0 >= 32 }) { row, _ in row < 32 ? .invented : .weed }
    let agreement = try await agreement(of: [spoilt], from: 0, to: 0.69)
    #expect(agreement.threshold == 0.5)
    #expect(agreement.tileCount == 1)
  }

  @Test func theOrderOfTilesAndEnginesDoesNotMatter() async throws {
    let tiles = try [tile { row, _ in row < 32 ? .invented : .weed }, tile { _, _ in .invented }]
    let one = try await agreement(of: tiles, from: 0.1, to: 0.6)
    var other = ViewAgreement()
    for tile in tiles.reversed() {
      try await other.add(
        [tile],
        segmenters: [SidedSegmenter(least: 0.1, most: 0.6), SidedSegmenter(least: 0.1, most: 0.6)]
      )
    }
    #expect(one == other)
  }

  private func agreement(of tiles: [ImageTile], from least: Float, to most: Float) async throws -> ViewAgreement {
    var agreement = ViewAgreement()
    try await agreement.add(tiles, segmenters: [SidedSegmenter(least: least, most: most)])
    return agreement
  }

  private func tile(
    surveyed: ((_ row: Int) -> Bool)? = nil,
    _ kind: (_ row: Int, _ column: Int) -> Kind
  ) throws -> ImageTile {
    let places = (0..<(64 * 64)).map { ($0 / 64, $0 % 64) }
    return try ImageTile(
      size: PixelSize(width: 64, height: 64),
      rgb: places.flatMap { [kind($0.0, $0.1).rawValue, 0, 0] },
      surveyed: surveyed.map { isSurveyed in places.map { isSurveyed($0.0) ? 1 : 0 } }
    )
  }
}

/// What a pixel of the tests shows, as its red.
private enum Kind: UInt8 {
  case ground = 0
  case invented = 100
  case weed = 200
}

/// Sure of weed, and less sure of other things the further left it sees them.
private struct SidedSegmenter: Segmenter {
  let least: Float
  let most: Float

  func probabilities(of tile: ImageTile) async throws -> [Float] {
    let weed = (0..<tile.size.pixelCount).map { place -> Float in
      switch tile.rgb[place * 3] {
      case Kind.weed.rawValue: 0.95
      case Kind.invented.rawValue: least + (most - least) * Float(place % tile.size.width) / Float(tile.size.width - 1)
      default: 0
      }
    }
    return weed.map { 1 - $0 } + weed
  }
}
