import Foundation
import Imagery
import InfestationMapping
import Quantities
import Telemetry
import VisionRuntime

/// A video that was looked at: which of its pictures are mapped, and where each lies.
///
/// It is decoded once for this and once more when its frames are mapped, so that no picture has to be kept.
struct VideoInspection {
  /// The frames to map, in the order of their times.
  private(set) var frames: [InspectedFrame] = []
  /// What was taken, for the summary.
  private(set) var summary: VideoSummary
  /// What the user should know.
  private(set) var warnings: [String] = []
  /// What went wrong although there are frames.
  private(set) var failures: [String] = []

  private struct Candidate {
    let moment: VideoReader.Moment
    let place: TrackTimeline.Place?
    let quality: FrameQuality
    let size: PixelSize
  }

  /// Looks at a video.
  ///
  /// - Parameters:
  ///   - file: the video.
  ///   - knowledge: what is known of frames beside the video.
  ///   - show: takes how many pictures were looked at, and how many there are.
  /// - Throws: one sentence where it cannot be read or its track is missing.
  init(_ file: URL, knowledge: FrameKnowledge, show: (_ done: Int, _ total: Int) -> Void) throws {
    let reader = try VideoReader(path: file.path)
    let every = knowledge.videos.every
    let (timeline, track, dialect) = try Self.timeline(of: file, knowledge: knowledge)
    summary = VideoSummary(source: file.lastPathComponent, track: track, dialect: dialect, every: every)
    var sampling = FrameSampling<Candidate>(step: every.step)
    var flown = FlownDistance(grain: .meters(every.step / 16))
    var chosen: [Candidate] = []
    while let moment = try reader.next() {
      let recorded = moment.seconds + reader.cutStartSeconds
      let place = timeline?.place(at: .bounded(seconds: recorded) + knowledge.videos.timeOffset)
      summary.count(at: moment.seconds, hasPlace: timeline == nil || place != nil)
      show(summary.pictures, reader.statedCount ?? 0)
      guard timeline == nil || place != nil else { continue }
      var way = moment.seconds
      if case .way = every, let place { way = flown.advance(to: place.fix.position).meters }
      if let best = sampling.advance(to: way) { chosen.append(best) }
      guard sampling.wants(at: way) else { continue }
      let quality = FrameQuality(halfSize: try reader.picture(divisor: 2))
      let candidate = Candidate(moment: moment, place: place, quality: quality, size: try reader.pictureSize())
      sampling.look(at: candidate, detail: quality.detail, place: way)
    }
    if let best = sampling.finish() { chosen.append(best) }
    guard summary.pictures > 0 else {
      throw VisionRuntimeError.notAVideo(path: file.path, reason: "no picture in it can be decoded")
    }
    // A stream without a container: all of its pictures would be taken for the first.
    if summary.pictures > 1, summary.lastS == 0 {
      throw VisionRuntimeError.notAVideo(path: file.path, reason: "its pictures have no times, as a bare stream's")
    }
    if chosen.isEmpty {
      let reason = Self.reason(timeline)
      throw SurveyMappingError.videoWithoutPlaces(path: file.path, track: track ?? "", reason: reason)
    }
    frames = chosen.map { candidate in
      InspectedFrame(
        videoFrame: VideoFrame(video: file, number: candidate.moment.number, seconds: candidate.moment.seconds),
        place: candidate.place,
        quality: candidate.quality,
        size: candidate.size,
        knowledge: knowledge
      )
    }
    summary.framesTaken = frames.count
    if let notice = summary.gapNotice { warnings.append(notice) }
    if reader.cutStartSeconds > 0, timeline != nil {
      warnings.append(
        """
        '\(file.lastPathComponent)' was cut out of a recording at \(Rounded.text(reader.cutStartSeconds)) s: its track is \
        taken to be that of the whole.
        """
      )
    }
    explainAssumptions(of: chosen, file: file)
    gatherRefusals(file: file)
    if Self.isCutOff(reader, pictures: summary.pictures, last: summary.lastS) {
      failures.append(
        """
        The video '\(file.path)' breaks off after \(Rounded.text(summary.lastS)) s of \
        \(Rounded.text(reader.statedSeconds ?? 0)) s: what comes before is mapped. Copy it again from the drone's card.
        """
      )
    }
  }

  /// Whether a video is much shorter than it says; sound may go on behind the last picture.
  private static func isCutOff(_ reader: VideoReader, pictures: Int, last: Double) -> Bool {
    guard let count = reader.statedCount, let seconds = reader.statedSeconds else { return false }
    return pictures < count - 2 && last < seconds - max(0.5, seconds / 20)
  }

  private static func timeline(
    of file: URL,
    knowledge: FrameKnowledge
  ) throws -> (timeline: TrackTimeline?, track: String?, dialect: String?) {
    if knowledge.sensors == nil, case .time = knowledge.videos.every { return (nil, nil, nil) }
    guard let path = knowledge.videos.track ?? VideoFile.subtitles(beside: file)?.path else {
      throw SurveyMappingError.videoWithoutTrack(path: file.path)
    }
    let track = try TelemetryFile.track(path: path)
    return (TrackTimeline(track), URL(fileURLWithPath: path).lastPathComponent, track.dialect)
  }

  private static func reason(_ timeline: TrackTimeline?) -> String {
    guard let range = timeline?.range else { return "no moment of it has both a position and a time" }
    return """
      its positions are from \(Rounded.text(range.lowerBound.inSeconds)) to \
      \(Rounded.text(range.upperBound.inSeconds)) s
      """
  }

  /// Says what had to be assumed because the track does not tell.
  private mutating func explainAssumptions(of chosen: [Candidate], file: URL) {
    let places = chosen.compactMap(\.place)
    guard !places.isEmpty else { return }
    let name = file.lastPathComponent
    if places.contains(where: { $0.fix.yaw == nil && $0.course != nil }) {
      warnings.append(
        """
        The track of '\(name)' does not tell where the camera looked: the image's top is taken to point along the way \
        flown, to 10 degrees.
        """
      )
    }
    if places.contains(where: { $0.fix.pitch == nil }) {
      warnings.append(
        "The track of '\(name)' does not tell the camera's pitch: it is taken to have looked straight down."
      )
    }
  }

  /// Makes one sentence of the same reason for many frames.
  private mutating func gatherRefusals(file: URL) {
    var counts: [String: Int] = [:]
    for index in frames.indices {
      guard let refusal = frames[index].refusal else { continue }
      counts["\(refusal)", default: 0] += 1
      frames[index].refusal = nil
    }
    for (reason, count) in counts.sorted(by: { $0.key < $1.key }) {
      let error = SurveyMappingError.cannotPlaceFrames(path: file.path, count: count, of: frames.count, reason: reason)
      failures.append(error.description)
    }
  }
}
