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
  /// Looks at all frames before the first is mapped: which frame is best where depends on all of them.
  func inspect(_ files: [URL]) async -> [InspectedFrame] {
    let photographs = knowledge.sensors == nil ? [] : files.filter(SurveyedImage.isFrame)
    let looked = await look(at: photographs)
    var inspected: [InspectedFrame] = []
    for file in files {
      do {
        if VideoFile.isVideo(file) {
          for frame in try inspectVideo(file) { add(frame, to: &inspected) }
        } else if let frame = looked[file] {
          add(try frame.get(), to: &inspected)
        }
      } catch {
        fail(error, file: file)
      }
    }
    tellFlags()
    tellPoses(of: inspected)
    let unknown = inspected.count { $0.placement?.lens.basis == .pinhole }
    if unknown > 0 {
      warn(.unknownLens(frames: unknown, of: inspected.count))
    }
    return inspected
  }

  /// Looks at photographs, as many at the same time as there are engines.
  private func look(at files: [URL]) async -> [URL: Result<InspectedFrame, any Error>] {
    guard !files.isEmpty else { return [:] }
    let progress = SurveyProgress("looking at frames", observer: observer)
    defer { progress.end() }
    let knowledge = knowledge
    return await withTaskGroup(of: (URL, Result<InspectedFrame, any Error>).self) { group in
      var found: [URL: Result<InspectedFrame, any Error>] = [:]
      var waiting = files[...]
      func begin() {
        guard let file = waiting.popFirst() else { return }
        group.addTask { (file, Result { try InspectedFrame(file, knowledge: knowledge) }) }
      }
      for _ in segmenters.indices { begin() }
      while let (file, frame) = await group.next() {
        found[file] = frame
        progress.show(found.count, of: files.count)
        begin()
      }
      return found
    }
  }

  private func add(_ frame: InspectedFrame, to inspected: inout [InspectedFrame]) {
    // Masks alone are made of all frames.
    if knowledge.sensors != nil, let flag = frame.flag(after: inspected, isUsed: knowledge.options.useFlagged) {
      summary.flagged.append(flag)
    }
    inspected.append(frame)
  }

  /// Tells which frames are odd: each of a few, many of a kind at once.
  private func tellFlags() {
    let kinds = Dictionary(grouping: summary.flagged, by: \.flag)
    for (_, flags) in kinds.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      if flags.count > NoticeTally.mostNamed {
        warn(.flaggedFrames(flags))
      } else {
        flags.forEach { warn(.flagged($0)) }
      }
    }
  }

  /// Tells how many rows of the table of poses belong to which frames.
  private func tellPoses(of frames: [InspectedFrame]) {
    guard let poses = knowledge.poses, let path = knowledge.options.poses, knowledge.sensors != nil else { return }
    let names = frames.map { $0.file.lastPathComponent }
    let matched = poses.matches(names)
    var sentence = "\(matched) of \(frames.count) frames are placed by the poses of '\(path)'"
    if matched == poses.count, matched == frames.count, poses.problems.isEmpty {
      summary.notices.append(sentence + ".")
      observer.observe(.remark(sentence: sentence + "."))
      return
    }
    if matched < poses.count {
      sentence +=
        "; \(poses.count - matched) of its rows belong\(poses.count - matched == 1 ? "s" : "") to none of them"
    }
    if let first = poses.problems.first {
      sentence += "; \(poses.problems.count) of its rows cannot be read, \(first)"
    }
    warn(.plain(sentence + "."))
  }

  private func inspectVideo(_ file: URL) throws -> [InspectedFrame] {
    let progress = SurveyProgress("looking at \(file.lastPathComponent)", observer: observer)
    defer { progress.end() }
    let inspection = try VideoInspection(file, knowledge: knowledge) { progress.show($0, of: $1) }
    progress.end()
    summary.videos.append(inspection.summary)
    for warning in inspection.warnings { warn(.plain(warning)) }
    for failure in inspection.failures { fail(sentence: failure, file: file) }
    return inspection.frames
  }

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
      if let earlier = earlierMask(of: frame, in: survey) {
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
    if let earlier = earlierMask(of: photograph, in: survey) {
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
        job.frame.file,
        stamp: job.stamp,
        maskPath: job.maskPath,
        place: place(of: job.frame, in: survey),
        figures: mapped.figures
      )
      try put(job.frame, mapped, in: survey)
    } catch {
      fail(error, file: job.frame.file)
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
      try drawOverlay(of: frame.file, isNew: false, source: picture)
      let rgb = knowledge.options.mosaic ? try picture().rgb : []
      countResumed(frame.file)
      let complete = FrameJob.Outcome(figures: earlier.figures, mask: earlier.mask, size: earlier.size, rgb: rgb)
      try put(frame, complete, in: survey)
    } catch {
      fail(error, file: frame.file)
    }
  }

  private func job(
    for frame: InspectedFrame,
    _ picture: FrameJob.Picture,
    stamp: FileStamp?,
    in survey: FrameSurvey
  ) -> FrameJob {
    FrameJob(
      frame: frame,
      picture: picture,
      placement: survey.placements[frame.name],
      refusal: refusal(of: frame, in: survey),
      stamp: stamp,
      maskPath: maskPath(of: frame.file),
      confidencePath: journal.confidencePath(of: frame.file),
      overlayPath: output.overlay ? overlayPath(of: frame.file) : nil,
      keepsColors: knowledge.options.mosaic,
      card: model.card,
      output: output,
      overlapInPixels: frameOverlapInPixels,
      segmenters: segmenters,
      observer: observer
    )
  }

  private func flag(of frame: InspectedFrame) -> FrameFlag? {
    summary.flagged.first { $0.source == frame.name && !$0.used }
  }

  private func isSpoilt(_ frame: InspectedFrame) -> Bool { flag(of: frame)?.spoilsPixels ?? false }

  private func refusal(of frame: InspectedFrame, in survey: FrameSurvey) -> (any Error)? {
    flag(of: frame) == nil ? survey.refusals[frame.name] ?? frame.refusal : nil
  }

  /// Lays the mask of a frame on the ground.
  private func put(_ frame: InspectedFrame, _ mapped: FrameJob.Outcome, in survey: FrameSurvey) throws {
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
    if let share = try survey.add(frame.name, mask: mapped.mask, rgb: mapped.rgb) { input.take(share) }
    add(input, report: mapped.figures.report)
    if let placement { try putUnfamiliar(mapped.figures, source: frame.name, placement: placement) }
    if let refusal = refusal(of: frame, in: survey) { throw refusal }
  }

  /// The mask of a frame that an earlier run finished; nil where there is none that is whole.
  private func earlierMask(of frame: InspectedFrame, in survey: FrameSurvey) -> FrameJob.Outcome? {
    guard let figures = figures(of: frame.file, origin: frame.videoFrame?.video, place: place(of: frame, in: survey)),
      let classes = try? MaskReader.read(path: maskPath(of: frame.file)),
      let confidence = try? MaskReader.read(path: journal.confidencePath(of: frame.file)),
      let mask = try? FrameMask(classes: classes, confidence: confidence)
    else { return nil }
    return FrameJob.Outcome(figures: figures, mask: mask, size: classes.size, rgb: [])
  }

  /// Where a frame of a video lies, which its track says and no option; nil for a photograph, which says it itself.
  private func place(of frame: InspectedFrame, in survey: FrameSurvey) -> String? {
    frame.videoFrame.map { _ in survey.placements[frame.name].map { "\($0)" } ?? "none" }
  }
}
