import GeoRaster
import Imagery
import Segmentation

/// The end of the pipeline for a frame: its mask file, its mask in memory to lay on the ground, and how sure the model is,
/// kept in the journal for a run that goes on.
struct FrameStage: MaskSink {
  private var stage: MaskStage
  private let confidence: MaskWriter
  /// The mask so far.
  private(set) var mask: FrameMask

  /// Begins a frame.
  ///
  /// - Parameters:
  ///   - stage: what writes its mask.
  ///   - size: its size.
  ///   - confidencePath: the journal's file.
  /// - Throws: `GeoRasterError.writeFailed`.
  init(stage: MaskStage, size: PixelSize, confidencePath: String) throws {
    self.stage = stage
    mask = FrameMask(size: size)
    confidence = try MaskWriter(
      path: confidencePath,
      size: size,
      reference: nil,
      description: "How sure ragweed is of each pixel's class, 0 to 255",
      kind: .scratch
    )
  }

  mutating func append(_ rows: MaskRows) throws {
    try stage.append(rows)
    try confidence.append(mask.append(rows), firstRow: rows.firstRow)
  }

  /// Ends the files and gives the frame's figures.
  mutating func finish(report: SegmentationPipeline.Report) throws -> InputFigures {
    try confidence.finish()
    return try stage.finish(report: report)
  }
}
