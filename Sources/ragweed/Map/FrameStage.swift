import Imagery

/// The end of the pipeline for a frame: its mask file, and its mask in memory to lay on the ground.
struct FrameStage: MaskSink {
  /// Where the mask file is written.
  var stage: MaskStage
  /// The mask so far.
  private(set) var mask: FrameMask

  init(stage: MaskStage, size: PixelSize) {
    self.stage = stage
    mask = FrameMask(size: size)
  }

  mutating func append(_ rows: MaskRows) throws {
    try stage.append(rows)
    mask.append(rows)
  }
}
