import Foundation
import Imagery
import InfestationMapping
import VisionRuntime

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
        try await map(frame, picture: picture, in: survey, progress: progress)
      } catch {
        progress.clear()
        fail("\(error)", file: frame.file)
      }
    }
  }
}
