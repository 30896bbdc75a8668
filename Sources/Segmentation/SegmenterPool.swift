/// The engines, lent to one tile at a time.
///
/// More tiles may be under way than there are engines: while a finished tile is blended, the next one waits here already,
/// so that no engine waits for the blending. A tile costs a few megabytes, an engine some forty.
actor SegmenterPool {
  private var idle: [any Segmenter]
  private var waiting: [CheckedContinuation<any Segmenter, Never>] = []

  init(_ segmenters: [any Segmenter]) { idle = segmenters }

  /// Lends an engine, as soon as there is one.
  func take() async -> any Segmenter {
    if let segmenter = idle.popLast() { return segmenter }
    return await withCheckedContinuation { waiting.append($0) }
  }

  /// Takes an engine back; whoever has waited longest gets it.
  func giveBack(_ segmenter: any Segmenter) {
    if waiting.isEmpty {
      idle.append(segmenter)
    } else {
      waiting.removeFirst().resume(returning: segmenter)
    }
  }
}
