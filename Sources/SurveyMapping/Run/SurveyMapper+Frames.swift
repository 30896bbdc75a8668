import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import ResultFiles
import Segmentation
import Telemetry
import VisionRuntime

/// Single frames: photographs and pictures of videos.
extension SurveyMapper {
  /// Maps the frames of a video, which is decoded once more.
  func map(_ frames: [InspectedFrame], of file: URL, in survey: FrameSurvey, line: inout FrameLine) async throws {
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
      if isSpoilt(frame) { continue }
      let picture = try reader.picture()
      if let earlier = earlier.outcome(of: frame, place: place(of: frame, in: survey)) {
        await finishLine(&line, in: survey)
        take(earlier, of: frame, in: survey, picture: { picture })
      } else {
        await advance(&line, to: job(for: frame, .decoded(picture), stamp: stamp, in: survey), in: survey)
      }
    }
  }

  /// Maps a photograph, or takes what an earlier run made of it.
  func map(_ photograph: InspectedFrame, in survey: FrameSurvey, line: inout FrameLine) async {
    if isSpoilt(photograph) { return }
    let file = photograph.file
    let divisor = (survey.scales[photograph.name] ?? knowledge.options.scale).divisor
    if let earlier = earlier.outcome(of: photograph, place: place(of: photograph, in: survey)) {
      await finishLine(&line, in: survey)
      take(earlier, of: photograph, in: survey) {
        try JPEGFrame(path: file.path, divisor: divisor, orientation: photograph.orientation).picture
      }
    } else {
      let job = job(for: photograph, .file(divisor: divisor), stamp: FileStamp(file), in: survey)
      await advance(&line, to: job, in: survey)
    }
  }

  /// Begins with a frame, and lays the one that had to be finished for it on the ground meanwhile.
  private func advance(_ line: inout FrameLine, to next: FrameJob, in survey: FrameSurvey) async {
    if let first = await line.begin(next) { conclude(first.job, first.outcome, in: survey) }
  }

  /// Waits for the frames that are segmented and lays them on the ground.
  func finishLine(_ line: inout FrameLine, in survey: FrameSurvey) async {
    while let first = await line.finishFirst() { conclude(first.job, first.outcome, in: survey) }
  }

  private func conclude(_ job: FrameJob, _ outcome: Result<FrameJob.Outcome, any Error>, in survey: FrameSurvey) {
    do {
      let mapped = try outcome.get()
      try journal.finish(
        knowledge.names.named(job.frame.file),
        stamp: job.stamp,
        maskPath: job.maskPath,
        place: place(of: job.frame, in: survey),
        figures: mapped.figures
      )
      try put(job.frame, mapped, in: survey)
    } catch {
      account.fail(error, file: job.frame.file)
    }
  }

  /// Takes what an earlier run made of a frame.
  private func take(
    _ earlier: FrameJob.Outcome,
    of frame: InspectedFrame,
    in survey: FrameSurvey,
    picture: () throws -> ImageTile
  ) {
    do {
      try drawMissingOverlay(of: frame.file, source: picture)
      let rgb = knowledge.options.mosaic ? try picture().rgb : []
      countResumed(frame.file)
      let complete = FrameJob.Outcome(figures: earlier.figures, mask: earlier.mask, size: earlier.size, rgb: rgb)
      try put(frame, complete, in: survey)
    } catch {
      account.fail(error, file: frame.file)
    }
  }

  private func job(
    for frame: InspectedFrame,
    _ picture: FrameJob.Picture,
    stamp: FileStamp?,
    in survey: FrameSurvey
  ) -> FrameJob {
    let named = knowledge.names.named(frame.file)
    return FrameJob(
      frame: frame,
      picture: picture,
      placement: survey.placements[frame.name],
      refusal: refusal(of: frame, in: survey),
      stamp: stamp,
      maskPath: folder.maskPath(of: named),
      confidencePath: journal.confidencePath(of: named),
      overlayPath: output.overlay ? folder.overlayPath(of: named) : nil,
      keepsColors: knowledge.options.mosaic,
      tiles: frameTiles,
      output: output,
      provenance: provenance,
      observer: observer
    )
  }

  /// What is wrong with a frame that is not used; nil where it is.
  func flag(of frame: InspectedFrame) -> FrameFlag? {
    account.summary.flagged.first { $0.source == frame.name && !$0.used }
  }

  private func isSpoilt(_ frame: InspectedFrame) -> Bool { flag(of: frame)?.spoilsPixels ?? false }

  private func refusal(of frame: InspectedFrame, in survey: FrameSurvey) -> (any Error)? {
    flag(of: frame) == nil ? survey.refusals[frame.name] ?? frame.refusal : nil
  }

  /// Lays the mask of a frame on the ground.
  private func put(_ frame: InspectedFrame, _ mapped: FrameJob.Outcome, in survey: FrameSurvey) throws {
    let placement = survey.placements[frame.name]
    checkGroundSampling(placement?.groundSamplingDistance, name: frame.name)
    var input = MapSummary.Input(
      source: frame.name,
      size: mapped.size,
      groundSamplingDistance: placement?.groundSamplingDistance,
      placement: placement,
      isOnMap: false,
      figures: mapped.figures,
      classes: frameTiles.card.classes
    )
    if let share = try survey.add(frame.name, mask: mapped.mask, rgb: mapped.rgb) { input.take(share) }
    account.add(input, report: mapped.figures.report)
    if let placement { try putTiles(mapped.figures, source: frame.name, placement: placement) }
    if let refusal = refusal(of: frame, in: survey) { throw refusal }
  }

  /// Draws the frames and what they show together.
  func putFrames(_ survey: FrameSurvey) throws {
    let map = try map.open()
    try map.begin()
    for (name, placement) in survey.placements.sorted(by: { $0.key < $1.key }) {
      try map.append(FrameFootprint(source: name, placement: placement))
    }
    try survey.finish(output: output, provenance: provenance) { feature, patch in
      let isSmall = output.isTooSmall(patch)
      if !isSmall { try map.append(feature) }
      account.count(patch, source: feature.source, isSmall: isSmall)
    } cover: {
      try map.append($0)
    }
    try map.commit()
  }

  /// Where a frame of a video lies, which its track says and no option; nil for a photograph, which says it itself.
  private func place(of frame: InspectedFrame, in survey: FrameSurvey) -> String? {
    frame.videoFrame.map { _ in survey.placements[frame.name].map { "\($0)" } ?? "none" }
  }
}
