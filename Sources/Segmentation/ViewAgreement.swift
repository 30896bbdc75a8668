import Foundation
public import Imagery

/// How far views of the same tiles agree, by the probability from which a pixel is not background; and the threshold that
/// follows for their survey.
///
/// A network is too sure of weed in one field and not sure enough in the next. Where it invents weeds, its views of the same
/// ground (as it is, turned, mirrored) agree the more the higher the threshold; where it misses them, the lower. No label is
/// needed to see that. docs/mapping.md has what it comes to on fields with labels.
public struct ViewAgreement: Sendable, Hashable {
  private static let bins = 100
  private static let views = TileViews.four
  /// The thresholds that are compared, in hundredths.
  private static let steps = Array(stride(from: 10, through: 90, by: 5))
  /// How far to go towards the best agreement, in log-odds.
  ///
  /// Found on validation pictures: agreement alone overshoots.
  private static let share = 0.4
  /// With fewer pixels that a view calls weed there is too little to go by.
  private static let leastPixels = 1000

  private var lower = [Int](repeating: 0, count: bins)
  private var upper = [Int](repeating: 0, count: bins)
  /// Tiles that were looked at.
  public private(set) var tileCount = 0

  /// Nothing counted yet.
  public init() {}

  /// Looks at tiles, as many at the same time as there are segmenters; what was not surveyed does not count.
  ///
  /// - Parameters:
  ///   - tiles: tiles of the model's input size.
  ///   - segmenters: the engines, which look at one view at a time.
  /// - Throws: the engine's error; `CancellationError`.
  public nonisolated(nonsending) mutating func add(_ tiles: [ImageTile], segmenters: [any Segmenter]) async throws {
    let pool = SegmenterPool(segmenters)
    let counted = try await withThrowingTaskGroup(of: ViewAgreement.self) { group in
      for tile in tiles {
        group.addTask {
          let segmenter = await pool.take()
          do {
            let agreement = try await ViewAgreement(of: tile, segmenter: segmenter)
            await pool.giveBack(segmenter)
            return agreement
          } catch {
            await pool.giveBack(segmenter)
            throw error
          }
        }
      }
      return try await group.reduce(into: ViewAgreement()) { $0.add($1) }
    }
    add(counted)
  }

  private init(of tile: ImageTile, segmenter: any Segmenter) async throws {
    var seen: [[UInt8]] = []
    let pixels = tile.size.pixelCount
    for orientation in Self.views.orientations {
      let background = try await segmenter.probabilities(of: tile, seenAs: orientation).prefix(pixels)
      seen.append(background.map { UInt8(min(max((1 - $0) * Float(Self.bins), 0), Float(Self.bins - 1))) })
    }
    count(seen, surveyed: tile.surveyed)
    tileCount = 1
  }

  private mutating func count(_ seen: [[UInt8]], surveyed: [UInt8]?) {
    for (index, first) in seen.enumerated() {
      for second in seen[(index + 1)...] {
        for place in first.indices where surveyed.map({ $0[place] != 0 }) ?? true {
          lower[Int(min(first[place], second[place]))] += 1
          upper[Int(max(first[place], second[place]))] += 1
        }
      }
    }
  }

  private mutating func add(_ other: ViewAgreement) {
    for bin in 0..<Self.bins {
      lower[bin] += other.lower[bin]
      upper[bin] += other.upper[bin]
    }
    tileCount += other.tileCount
  }

  /// The IoU of what pairs of views call weed from a threshold on, 0 to 1; 0 where none calls anything so.
  ///
  /// - Parameter percent: the threshold in hundredths, 0 to 99.
  public func iou(atPercent percent: Int) -> Double {
    let either = upper[percent...].reduce(0, +)
    return either > 0 ? Double(lower[percent...].reduce(0, +)) / Double(either) : 0
  }

  /// Whether views called enough pixels weed to go by.
  public var isEnough: Bool {
    let pairs = Self.views.rawValue * (Self.views.rawValue - 1) / 2
    return upper[50...].reduce(0, +) >= Self.leastPixels * pairs
  }

  /// The threshold at which the views agree best, uphill from one half.
  public var peak: Double {
    let agreement = Self.steps.map(iou(atPercent:))
    var place = Self.steps.count / 2
    while true {
      let near = [place - 1, place + 1].filter(agreement.indices.contains)
      guard let best = near.max(by: { agreement[$0] < agreement[$1] }), agreement[best] > agreement[place] else {
        return Double(Self.steps[place]) / Double(Self.bins)
      }
      place = best
    }
  }

  /// The threshold to take: between one half and the peak; one half where there is too little to go by.
  public var threshold: Double {
    guard isEnough else { return 0.5 }
    return (100 / (1 + pow((1 - peak) / peak, Self.share))).rounded() / 100
  }
}
