public import Imagery

/// Turns an image of any size into the rows of a class mask: tiles, probabilities, blended mask.
///
/// Tiles are read in order, segmented on all segmenters at once and blended in order, so that the mask does not depend
/// on which segmenter was faster. Reading, segmenting and blending go on at the same time. What is held at once is a row of
/// tiles and a few tiles in flight.
public struct SegmentationPipeline: Sendable {
  /// How often each stage was used and how long it took, added up over all threads.
  public struct Report: Sendable, Hashable {
    /// Tiles that were segmented.
    public var tilesSegmented = 0
    /// Tiles that were left out because nothing in them was surveyed.
    public var tilesSkipped = 0
    /// How far each tile lies from what the network has learnt, where the network says it and most of the tile was
    /// surveyed, in their order.
    public var familiarity: [TileFamiliarity] = []
    /// How unsure the network is of each tile of which most was surveyed, in their order.
    public var doubts: [TileDoubt] = []
    /// Time spent reading windows.
    public var readTime = Duration.zero
    /// Time spent segmenting, added up over the segmenters.
    public var segmentTime = Duration.zero
    /// Time spent blending.
    public var blendTime = Duration.zero
    /// Time spent in the sink.
    public var writeTime = Duration.zero

    /// An empty report.
    public init() {}
  }

  /// About how many pixels are given to the sink at once.
  private static let pixelsAtOnce = 1 << 17

  /// Tiles beside those that are segmented: read ahead, or segmented before the one that is to be blended next.
  ///
  /// As many as the engines get through while a row of tiles is finished and given to the sink. Of 512 px each takes some
  /// 3 MB; of larger ones, which engines take longer for, there are fewer.
  private static func mostWaiting(tileInPixels side: Int) -> Int { min(5, max(1, 5 * 512 * 512 / (side * side))) }

  private let grid: TileGrid
  private let margin: Int
  private let classCount: Int
  private let segmenters: [any Segmenter]

  /// Makes a pipeline.
  ///
  /// - Parameters:
  ///   - grid: the tiles, or of each the part that is scored, where the network says nothing of a margin.
  ///   - margin: how many pixels around such a part the network has to see; the image is mirrored at its edges.
  ///   - classCount: how many classes the segmenters tell apart, the background included.
  ///   - segmenters: the engines; each takes one tile at a time.
  /// - Throws: `SegmentationError.noSegmenter` where there is none.
  public init(grid: TileGrid, margin: Int = 0, classCount: Int, segmenters: [any Segmenter]) throws {
    guard !segmenters.isEmpty else { throw SegmentationError.noSegmenter }
    self.grid = grid
    self.margin = margin
    self.classCount = classCount
    self.segmenters = segmenters
  }

  private struct Segmented: Sendable {
    let index: Int
    let tile: ImageTile
    let readTime: Duration
    /// Nil where nothing in the tile was surveyed.
    var probabilities: [Float]?
    var familiarity: TileFamiliarity?
    var doubt: TileDoubt?
    var segmentTime = Duration.zero
  }

  /// Runs the pipeline over an image.
  ///
  /// - Parameters:
  ///   - source: the image.
  ///   - sink: takes the mask's rows, from top to bottom.
  ///   - progress: is told after each tile how many of how many are done.
  /// - Returns: how often each stage was used and how long it took.
  /// - Throws: `CancellationError`, and what source, segmenters and sink throw.
  public nonisolated(nonsending) func run(
    _ source: some RasterSource,
    into sink: inout some MaskSink,
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws -> Report {
    var state = State(blender: ProbabilityBlender(grid: grid, classCount: classCount))
    let jobs = grid.tileCount
    let mostAtOnce = segmenters.count + Self.mostWaiting(tileInPixels: grid.tileInPixels)
    let pool = SegmenterPool(segmenters)
    let reader = TileReader(source, grid: grid, margin: margin)
    try await withThrowingTaskGroup(of: Segmented.self) { group in
      var waiting: [Int: Segmented] = [:]
      var next = 0
      var emitted = 0
      while emitted < jobs {
        // Counted from the tile that is blended next: behind one that takes long, others must not pile up.
        while next < jobs, next - emitted < mostAtOnce {
          group.addTask { [index = next] in try await segment(index, of: reader, pool: pool) }
          next += 1
        }
        try Task.checkCancellation()
        guard let result = try await group.next() else { return }
        state.report.readTime += result.readTime
        state.report.segmentTime += result.segmentTime
        waiting[result.index] = result
        while let finished = waiting.removeValue(forKey: emitted) {
          try finish(finished, state: &state, sink: &sink)
          emitted += 1
          progress(emitted, jobs)
        }
      }
    }
    return state.report
  }

  private struct State {
    var blender: ProbabilityBlender
    var report = Report()
  }

  @concurrent
  private func segment(
    _ index: Int,
    of reader: TileReader<some RasterSource>,
    pool: SegmenterPool
  ) async throws -> Segmented {
    let (tile, seen, readTime) = try await reader.tile(index)
    var result = Segmented(index: index, tile: tile, readTime: readTime)
    guard !tile.isOutsideSurvey else { return result }
    let segmenter = await pool.take()
    let start = ContinuousClock.now
    var scores: TileScores
    do {
      scores = try await segmenter.scores(of: seen)
    } catch {
      await pool.giveBack(segmenter)
      throw error
    }
    result.segmentTime = ContinuousClock.now - start
    await pool.giveBack(segmenter)
    let expected = classCount * seen.size.pixelCount
    guard scores.probabilities.count == expected else {
      throw SegmentationError.probabilityCount(expected: expected, found: scores.probabilities.count)
    }
    if margin > 0 { scores.probabilities = withoutMargin(scores.probabilities) }
    result.probabilities = scores.probabilities
    result.familiarity = try TileFamiliarity(scores.unfamiliarity, of: tile, index: index, in: grid)
    result.doubt = try TileDoubt(scores, of: tile, classCount: classCount, index: index, in: grid)
    return result
  }

  /// The probabilities of the part that is scored.
  private func withoutMargin(_ probabilities: [Float]) -> [Float] {
    let (part, side) = (grid.tileInPixels, grid.tileInPixels + 2 * margin)
    var inner: [Float] = []
    inner.reserveCapacity(classCount * part * part)
    for line in 0..<classCount * part {
      let start = (line / part * side + margin + line % part) * side + margin
      inner += probabilities[start..<start + part]
    }
    return inner
  }

  private func finish(_ result: Segmented, state: inout State, sink: inout some MaskSink) throws {
    let columns = grid.columnOrigins.count
    state.report.timed(\.blendTime) {
      state.blender.add(result.probabilities, of: result.tile, column: result.index % columns)
    }
    if result.probabilities == nil { state.report.tilesSkipped += 1 } else { state.report.tilesSegmented += 1 }
    if let familiarity = result.familiarity { state.report.familiarity.append(familiarity) }
    if let doubt = result.doubt { state.report.doubts.append(doubt) }
    guard result.index % columns == columns - 1 else { return }
    // In portions, so that what the sink makes of them stays small however wide the image is.
    let most = max(1, Self.pixelsAtOnce / grid.imageSize.width)
    while let rows = try state.report.timed(\.blendTime, { try state.blender.nextRows(atMost: most) }) {
      try state.report.timed(\.writeTime) { try sink.append(rows) }
    }
    state.blender.endRowOfTiles()
  }
}
