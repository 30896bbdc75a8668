import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import ResultFiles
import Segmentation
import VisionRuntime

/// All that it takes to segment one frame, apart from the other frames: it may run while the frame before it is laid on the
/// ground.
struct FrameJob: Sendable {
  /// Where the pixels come from.
  enum Picture: Sendable {
    /// A JPEG, decoded at a part of its size.
    case file(divisor: Int32)
    /// A picture of a video, read from a file that was thus before.
    case decoded(ImageTile)
  }
  /// What became of a frame.
  struct Outcome: Sendable {
    /// What the frame came to.
    let figures: InputFigures
    /// Its mask.
    let mask: FrameMask
    /// Its size.
    let size: PixelSize
    /// Its pixels, where they are wanted.
    let rgb: [UInt8]
  }

  let frame: InspectedFrame
  let picture: Picture
  /// Where the frame lies, over terrain where there is some.
  let placement: FramePlacement?
  /// Why it does not.
  let refusal: (any Error)?
  /// The file that the pixels come from, as it was before it was read.
  let stamp: FileStamp?
  let maskPath: String
  let confidencePath: String
  /// Where a small picture goes; nil where none is wanted.
  let overlayPath: String?
  /// Whether the pixels are wanted afterwards.
  let keepsColors: Bool
  /// How it is cut into tiles, and what segments them.
  let tiles: TilePlan
  let output: ResultRequest
  /// What its mask says of itself.
  let provenance: MapProvenance
  let observer: any SurveyObserver

  /// Decodes and segments the frame, and writes its mask and its confidences.
  ///
  /// - Throws: what decoding, segmenting and writing throw; `SurveyMappingError.changedMeanwhile`.
  func run() async throws -> Outcome {
    let progress = SurveyProgress(frame.name, observer: observer)
    defer { progress.end() }
    let pixels = try opened()
    let image = try SurveyedImage(pixels, file: frame.file, placement: placement, refusal: refusal)
    var sink = try FrameStage(
      stage: MaskStage(
        image: image,
        takenAt: frame.metadata.takenAt,
        maskPath: maskPath,
        map: nil,
        provenance: provenance,
        output: output
      ),
      size: pixels.size,
      confidencePath: confidencePath
    )
    let pipeline = try tiles.pipeline(for: pixels.size)
    let report = try await pipeline.run(pixels, into: &sink) { progress.show($0, of: $1) }
    guard stamp == FileStamp(origin) else { throw SurveyMappingError.changedMeanwhile(path: origin.path) }
    var figures = try sink.finish(report: report)
    if output.qa { figures.quality = try await QualityCheck(tiles).figures(of: pixels, maskPath: maskPath) }
    if let overlayPath { try OverlayPicture(pixels, maskPath: maskPath).write(to: overlayPath) }
    return Outcome(figures: figures, mask: sink.mask, size: pixels.size, rgb: try colors(of: pixels))
  }

  /// What `run()` gives or throws.
  func outcome() async -> Result<Outcome, any Error> {
    do {
      return .success(try await run())
    } catch {
      return .failure(error)
    }
  }

  private var origin: URL { frame.videoFrame?.video ?? frame.file }

  /// The pixels: of an upright photograph that nobody wants whole, only the rows in work are in memory.
  private func opened() throws -> any RasterSource {
    switch picture {
    case .decoded(let tile): tile
    case .file(let divisor) where frame.orientation == .upright && !keepsColors:
      try JPEGRows(path: frame.file.path, divisor: divisor)
    case .file(let divisor):
      try JPEGFrame(path: frame.file.path, divisor: divisor, orientation: frame.orientation).picture
    }
  }

  private func colors(of pixels: any RasterSource) throws -> [UInt8] {
    guard keepsColors else { return [] }
    if let picture = pixels as? ImageTile { return picture.rgb }
    return try pixels.read(PixelRect(x: 0, y: 0, size: pixels.size)).rgb
  }
}
