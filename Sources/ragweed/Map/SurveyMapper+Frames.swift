import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import Segmentation
import VisionRuntime

/// Single frames: photographs and pictures of videos.
extension SurveyMapper {
  /// Looks at all frames before the first is mapped: which frame is best where depends on all of them.
  func inspect(_ files: [URL]) -> [InspectedFrame] {
    var inspected: [InspectedFrame] = []
    for file in files {
      do {
        if VideoFile.isVideo(file) {
          for frame in try inspectVideo(file) { add(frame, to: &inspected) }
        } else if SurveyedImage.isFrame(file), knowledge.sensors != nil {
          add(try InspectedFrame(file, knowledge: knowledge), to: &inspected)
        }
      } catch {
        fail("\(error)", file: file)
      }
    }
    let unknown = inspected.count { $0.placement?.lens.basis == .pinhole }
    if unknown > 0 {
      warn(
        """
        The lens distortion of \(unknown) of \(inspected.count) frames is not known and not taken out; a calibration can be \
        given with --camera.
        """
      )
    }
    return inspected
  }

  private func add(_ frame: InspectedFrame, to inspected: inout [InspectedFrame]) {
    // Masks alone are made of all frames.
    if knowledge.sensors != nil, let flag = frame.flag(after: inspected, isUsed: knowledge.options.useFlagged) {
      warn(flag.reason + (flag.used ? " It is used all the same." : " It is left off the map; --use-flagged takes it."))
      summary.flagged.append(flag)
    }
    inspected.append(frame)
  }

  private func inspectVideo(_ file: URL) throws -> [InspectedFrame] {
    let progress = ProgressBar()
    defer { progress.clear() }
    let inspection = try VideoInspection(file, knowledge: knowledge) {
      progress.show($0, of: $1, label: "looking at \(file.lastPathComponent)")
    }
    progress.clear()
    summary.videos.append(inspection.summary)
    inspection.warnings.forEach(warn)
    inspection.failures.forEach { fail($0, file: file) }
    return inspection.frames
  }

  /// Maps the frames of a video, which is decoded once more.
  func map(
    _ frames: [InspectedFrame],
    of file: URL,
    in survey: FrameSurvey,
    progress: ProgressBar
  ) async throws {
    guard !frames.isEmpty else { return }
    let stamp = FileStamp(file)
    let reader = try VideoReader(path: file.path)
    for frame in frames {
      guard let wanted = frame.videoFrame?.number else { continue }
      var number = -1
      while number < wanted, let moment = try reader.next() { number = moment.number }
      guard number == wanted else {
        throw VisionRuntimeError.notAVideo(path: file.path, reason: "it changed while it was read")
      }
      let picture = try reader.picture()
      do {
        try check(file, is: stamp)
        try await map(frame, picture: picture, stamp: stamp, in: survey, progress: progress)
      } catch {
        progress.clear()
        fail("\(error)", file: frame.file)
      }
    }
  }

  /// Maps a photograph, or takes what an earlier run made of it.
  func map(_ photograph: InspectedFrame, in survey: FrameSurvey, progress: ProgressBar) async throws {
    if isSpoilt(photograph) { return }
    let file = photograph.file
    func decoded() throws -> JPEGFrame {
      try JPEGFrame(
        path: file.path,
        divisor: (survey.scales[photograph.name] ?? knowledge.options.scale).divisor,
        orientation: photograph.orientation
      )
    }
    if let earlier = earlierMask(of: photograph, in: survey) {
      let needsPixels = knowledge.options.mosaic
      let rgb = needsPixels ? try decoded().picture.rgb : []
      try drawOverlay(of: file, isNew: false) { try decoded() }
      countResumed(file)
      return try put(photograph, earlier, rgb: rgb, in: survey, progress: progress)
    }
    let stamp = FileStamp(file)
    let picture = try decoded().picture
    try check(file, is: stamp)
    let mapped = try await segment(photograph, picture, in: survey, progress: progress)
    try finish(photograph, mapped, stamp: stamp, in: survey)
    try put(photograph, mapped, rgb: picture.rgb, in: survey, progress: progress)
  }

  /// Maps a picture of a video.
  func map(
    _ frame: InspectedFrame,
    picture: ImageTile,
    stamp: FileStamp?,
    in survey: FrameSurvey,
    progress: ProgressBar
  ) async throws {
    if isSpoilt(frame) { return }
    if let earlier = earlierMask(of: frame, in: survey) {
      try drawOverlay(of: frame.file, isNew: false) { picture }
      countResumed(frame.file)
      return try put(frame, earlier, rgb: picture.rgb, in: survey, progress: progress)
    }
    let mapped = try await segment(frame, picture, in: survey, progress: progress)
    try finish(frame, mapped, stamp: stamp, in: survey)
    try put(frame, mapped, rgb: picture.rgb, in: survey, progress: progress)
  }

  private typealias MappedFrame = (figures: InputFigures, mask: FrameMask, size: PixelSize)

  private func flag(of frame: InspectedFrame) -> FrameFlag? {
    summary.flagged.first { $0.source == frame.name && !$0.used }
  }

  private func isSpoilt(_ frame: InspectedFrame) -> Bool { flag(of: frame)?.spoilsPixels ?? false }

  private func refusal(of frame: InspectedFrame, in survey: FrameSurvey) -> (any Error)? {
    flag(of: frame) == nil ? survey.refusals[frame.name] ?? frame.refusal : nil
  }

  private func segment(
    _ frame: InspectedFrame,
    _ picture: ImageTile,
    in survey: FrameSurvey,
    progress: ProgressBar
  ) async throws -> MappedFrame {
    let image = try SurveyedImage(
      picture,
      file: frame.file,
      placement: survey.placements[frame.name],
      refusal: refusal(of: frame, in: survey)
    )
    var sink = FrameStage(stage: try stage(for: image, map: nil), size: image.source.size)
    let report = try await pipeline(for: image).run(image.source, into: &sink) {
      progress.show($0, of: $1, label: frame.name)
    }
    var figures = try sink.stage.finish(report: report)
    figures.quality = try await checkQuality(of: image)
    try drawOverlay(of: frame.file, isNew: true) { picture }
    return (figures, sink.mask, picture.size)
  }

  /// Lays the mask of a frame on the ground.
  private func put(
    _ frame: InspectedFrame,
    _ mapped: MappedFrame,
    rgb: [UInt8],
    in survey: FrameSurvey,
    progress: ProgressBar
  ) throws {
    let placement = survey.placements[frame.name]
    try checkGroundSampling(placement?.groundSamplingDistance, name: frame.name)
    var input = MapSummary.Input(
      source: frame.name,
      size: mapped.size,
      groundSamplingDistance: placement?.groundSamplingDistance,
      placement: placement,
      isOnMap: false,
      figures: mapped.figures,
      classes: model.card.classes
    )
    if let share = try survey.add(frame.name, mask: mapped.mask, rgb: rgb) { input.take(share) }
    progress.clear()
    summary.add(input, report: mapped.figures.report)
    if let refusal = refusal(of: frame, in: survey) { throw refusal }
  }

  /// The mask of a frame that an earlier run finished; nil where there is none that is whole.
  private func earlierMask(of frame: InspectedFrame, in survey: FrameSurvey) -> MappedFrame? {
    guard let figures = figures(of: frame.file, origin: frame.videoFrame?.video, place: place(of: frame, in: survey)),
      let classes = try? MaskReader.read(path: maskPath(of: frame.file)),
      let confidence = try? MaskReader.read(path: journal.confidencePath(of: frame.file)),
      let mask = try? FrameMask(classes: classes, confidence: confidence)
    else { return nil }
    return (figures, mask, classes.size)
  }

  /// Keeps that a frame is finished.
  private func finish(_ frame: InspectedFrame, _ mapped: MappedFrame, stamp: FileStamp?, in survey: FrameSurvey) throws
  {
    try mapped.mask.writeConfidence(size: mapped.size, to: journal.confidencePath(of: frame.file))
    let place = place(of: frame, in: survey)
    try journal.finish(
      frame.file,
      stamp: stamp,
      maskPath: maskPath(of: frame.file),
      place: place,
      figures: mapped.figures
    )
  }

  /// Where a frame of a video lies, which its track says and no option; nil for a photograph, which says it itself.
  private func place(of frame: InspectedFrame, in survey: FrameSurvey) -> String? {
    frame.videoFrame.map { _ in survey.placements[frame.name].map { "\($0)" } ?? "none" }
  }
}
