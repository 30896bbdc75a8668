import Foundation
import InfestationMapping
import Quantities
import Telemetry

/// Looks at all frames of a survey before the first is mapped: which frame is best where depends on all of them.
struct FrameInspection {
  /// What is known beside their metadata.
  let knowledge: FrameKnowledge
  /// How many photographs are looked at at the same time.
  let width: Int
  /// Who is told.
  let account: SurveyAccount
  /// Who is told how far it has come.
  let observer: any SurveyObserver

  /// Looks at frames: photographs and the pictures of videos.
  ///
  /// - Parameter files: the inputs in their order; what is no frame is passed over.
  /// - Returns: the frames in the order of the inputs; one that cannot be read is told as a failure and left out.
  func frames(of files: [URL]) async -> [InspectedFrame] {
    let photographs = knowledge.sensors == nil ? [] : files.filter(SurveyedImage.isFrame)
    let looked = await look(at: photographs)
    var earlier = EarlierFrames()
    for file in files {
      do {
        if VideoFile.isVideo(file) {
          for frame in try video(file) { add(frame, to: &earlier) }
        } else if let frame = looked[file] {
          add(try frame.get(), to: &earlier)
        }
      } catch {
        account.fail(error, file: file)
      }
    }
    let inspected = earlier.all
    flagLow(inspected)
    account.tellFlags()
    tellPoses(of: inspected)
    let unknown = inspected.count { $0.placement?.lens.basis == .pinhole }
    if unknown > 0 { account.warn(.unknownLens(frames: unknown, of: inspected.count)) }
    return inspected
  }

  /// Flags frames that were taken from much lower than the others, as one of the landing pad: their fine pixels would be
  /// those of all the ground.
  private func flagLow(_ frames: [InspectedFrame]) {
    guard knowledge.sensors != nil else { return }
    let heights = frames.compactMap { $0.placement?.pose.heightAboveGround }.sorted()
    guard heights.count >= Self.fewestForMedian else { return }
    let median = heights[heights.count / 2]
    let flagged = Set(account.summary.flagged.map(\.source))
    for frame in frames {
      guard let height = frame.placement?.pose.heightAboveGround, height * 3 < median, !flagged.contains(frame.name)
      else { continue }
      let reason = """
        '\(frame.name)' was taken from \(Rounded.text(height.meters)) m, less than a third of the \
        \(Rounded.text(median.meters)) m that are usual here.
        """
      account.flag(FrameFlag(source: frame.name, flag: .low, reason: reason, used: knowledge.options.useFlagged))
    }
  }

  /// Tells how many rows of the table of poses belong to which frames.
  private func tellPoses(of frames: [InspectedFrame]) {
    guard let poses = knowledge.poses, let path = knowledge.options.poses, knowledge.sensors != nil else { return }
    let matched = poses.matches(frames.map { $0.file.lastPathComponent })
    var sentence = "\(matched) of \(frames.count) frames are placed by the poses of '\(path)'"
    if matched == poses.count, matched == frames.count, poses.problems.isEmpty { return account.remark(sentence + ".") }
    if matched < poses.count {
      let left = poses.count - matched
      sentence += "; \(left) of its rows belong\(left == 1 ? "s" : "") to none of them"
    }
    if let first = poses.problems.first {
      sentence += "; \(poses.problems.count) of its rows cannot be read, \(first)"
    }
    account.warn(.plain(sentence + "."))
  }

  /// Of fewer frames none is usual.
  private static let fewestForMedian = 5

  /// Looks at photographs, some at the same time.
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
      for _ in 0..<width { begin() }
      while let (file, frame) = await group.next() {
        found[file] = frame
        progress.show(found.count, of: files.count)
        begin()
      }
      return found
    }
  }

  private func add(_ frame: InspectedFrame, to earlier: inout EarlierFrames) {
    // Masks alone are made of all frames.
    if knowledge.sensors != nil,
      let flag = frame.flag(after: earlier.near(frame), isUsed: knowledge.options.useFlagged)
    {
      account.flag(flag)
    }
    earlier.append(frame)
  }

  private func video(_ file: URL) throws -> [InspectedFrame] {
    let progress = SurveyProgress("looking at \(file.lastPathComponent)", observer: observer)
    defer { progress.end() }
    let inspection = try VideoInspection(file, knowledge: knowledge) { progress.show($0, of: $1) }
    progress.end()
    account.add(inspection.summary)
    for warning in inspection.warnings { account.warn(.plain(warning)) }
    for failure in inspection.failures { account.fail(sentence: failure, file: file) }
    return inspection.frames
  }
}
