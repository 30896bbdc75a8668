import FieldGeometry
import Foundation
import GeoRaster
import Imagery
import InfestationMapping
import Quantities
import Telemetry
import VisionRuntime

/// A frame that was looked at, but not mapped yet.
struct InspectedFrame {
  /// The file; of a frame of a video, what it would be called.
  let file: URL
  /// Which picture of a video it is; nil for a photograph.
  let videoFrame: VideoFrame?
  /// What it says about itself, with what the table of poses says instead.
  let metadata: FrameMetadata
  /// The height of the camera above the sea, where the table of poses gives it.
  private(set) var altitudeAboveSea: Length?
  /// How well it can be used.
  let quality: FrameQuality
  /// Where it lies; nil where that is not known.
  var placement: FramePlacement?
  /// Why there is no placement.
  var refusal: (any Error)?

  /// What it is called in results.
  let name: String
  /// Whether it was turned since the camera wrote it.
  private(set) var wasTurned = false

  /// How the stored rows are turned to stand upright.
  var orientation: ImageOrientation { ImageOrientation(rawValue: metadata.orientation) ?? .upright }

  /// Looks at a frame at half its size, which also shows whether the file is whole.
  ///
  /// - Parameters:
  ///   - file: the frame.
  ///   - knowledge: what is known beside its metadata.
  /// - Throws: the adapter's error where it cannot be read; where only the place is unknown, `refusal` says so.
  init(_ file: URL, knowledge: FrameKnowledge) throws {
    self.file = file
    name = knowledge.names.name(of: file)
    videoFrame = nil
    let half = try JPEGFrame(path: file.path, divisor: 2)
    let tags = try FrameTags(path: file.path)
    var metadata = FrameMetadata(exif: tags.exif, xmp: tags.xmp)
    if let fix = knowledge.poses?.fix(ofFrame: name) ?? knowledge.poses?.fix(ofFrame: file.lastPathComponent) {
      metadata.take(fix)
      altitudeAboveSea = fix.altitudeReference == .seaLevel ? fix.altitude : nil
    }
    self.metadata = metadata
    quality = FrameQuality(halfSize: try half.read(PixelRect(x: 0, y: 0, size: half.size)))
    let stored = try JPEGFrame.size(path: file.path)
    wasTurned = metadata.wasTurned(stored: stored)
    place(
      size: metadata.liesOnItsSide ? try PixelSize(width: stored.height, height: stored.width) : stored,
      knowledge: knowledge
    )
  }

  /// Takes a picture of a video.
  ///
  /// - Parameters:
  ///   - videoFrame: which picture it is.
  ///   - place: where the drone was; nil where that is not asked for.
  ///   - quality: how well the picture can be used.
  ///   - size: its size.
  ///   - knowledge: what is known beside the track.
  init(
    videoFrame: VideoFrame,
    place: TrackTimeline.Place?,
    quality: FrameQuality,
    size: PixelSize,
    knowledge: FrameKnowledge
  ) {
    file = VideoFile.frame(of: videoFrame.video, seconds: videoFrame.seconds)
    name = knowledge.names.name(of: file)
    self.videoFrame = videoFrame
    self.quality = quality
    var metadata = FrameMetadata(exif: [:], xmp: nil)
    if let place {
      metadata.take(place)
      altitudeAboveSea = metadata.altitudeAboveSea
    }
    if let fix = knowledge.poses?.fix(ofFrame: file.lastPathComponent) {
      metadata.take(fix)
      altitudeAboveSea = fix.altitudeReference == .seaLevel ? fix.altitude : nil
    }
    self.metadata = metadata
    self.place(size: size, knowledge: knowledge)
  }

  private mutating func place(size: PixelSize, knowledge: FrameKnowledge) {
    guard let sensors = knowledge.sensors else { return }
    // Until the terrain says how high that is above the ground, any height does for a camera whose altitude is known.
    let unknown: Length? = altitudeAboveSea != nil && knowledge.options.terrain != nil ? .meters(1) : nil
    do {
      placement = try FramePlacement(
        metadata,
        imageSize: size,
        height: knowledge.options.height ?? unknown,
        calibration: knowledge.calibration,
        sensor: sensors.sensor
      )
    } catch {
      refusal = videoFrame == nil ? SurveyMappingError.cannotPlace(path: file.path, reason: "\(error)") : error
    }
  }

  /// Why the frame should not be used; nil where it may be.
  ///
  /// - Parameters:
  ///   - earlier: the frames before it that were taken near by.
  ///   - isUsed: whether it is used all the same.
  /// - Returns: the first reason that is found.
  func flag(after earlier: [InspectedFrame], isUsed: Bool) -> FrameFlag? {
    func flag(_ kind: FrameFlag.Kind, _ reason: String) -> FrameFlag {
      FrameFlag(source: name, flag: kind, reason: reason, used: isUsed)
    }
    if quality.isBlack {
      return flag(.black, "'\(name)' is black (mean brightness \(Rounded.text(quality.brightness)) of 255).")
    }
    if quality.isBlurred {
      return flag(
        .blurred,
        """
        '\(name)' is blurred (sharpness \(Rounded.text(quality.sharpness)), at least \(FrameQuality.leastSharpness); detail \
        \(Rounded.text(quality.detail)), at least \(Rounded.text(FrameQuality.leastDetail))).
        """
      )
    }
    if let twin = earlier.first(where: isRepetition) {
      return flag(.repeated, "'\(name)' shows the same as '\(twin.name)' from the same place.")
    }
    if metadata.wasRewritten, let software = metadata.software {
      return flag(
        .rewritten,
        """
        '\(name)' was last written by '\(software)', not by the camera: if it was turned, its place on the map is wrong. \
        Take the original file.
        """
      )
    }
    if wasTurned {
      return flag(
        .rewritten,
        """
        '\(name)' was turned since the camera wrote it, so its place on the map would be wrong. Take the original file.
        """
      )
    }
    if metadata.direction?.isUncertain == true {
      return flag(
        .uncertainDirection,
        """
        '\(name)' has a gimbal roll of \(Rounded.text(metadata.gimbalRoll?.degrees ?? 0)) degrees and no yaw of the drone: \
        which side of it is up is not known.
        """
      )
    }
    return nil
  }

  /// Whether a frame shows the same picture from the same pose: within half a metre, two degrees and three of 255 steps of
  /// grey.
  private func isRepetition(of other: InspectedFrame) -> Bool {
    switch (metadata.position, other.metadata.position) {
    case (let here?, let there?):
      // A hundred-thousandth of a degree is more than a metre; most frames are farther apart.
      guard (here.latitude - there.latitude).degrees.magnitude < 1e-5 else { return false }
      let step = LocalFrame(origin: here).localPoint(of: there)
      guard hypot(step.east.meters, step.north.meters) <= 0.5 else { return false }
    case (nil, nil): break
    default: return false
    }
    let directions: [(Angle?, Angle?)] = [
      (metadata.gimbalYaw, other.metadata.gimbalYaw), (metadata.gimbalPitch, other.metadata.gimbalPitch),
      (metadata.gimbalRoll, other.metadata.gimbalRoll),
    ]
    let turned = directions.contains { here, there in
      guard let here, let there else { return here != there }
      return remainder((here - there).degrees, 360).magnitude > 2
    }
    let (here, there) = (metadata.heightAboveTakeoff ?? .zero, other.metadata.heightAboveTakeoff ?? .zero)
    guard !turned, (here - there).magnitude <= .meters(0.5) else { return false }
    return quality.difference(from: other.quality) < 3
  }
}

extension FrameMetadata {
  /// Takes what a track says of a moment.
  ///
  /// A height without a reference is of no use: it may count from the sea as well as from the take-off. Where the track has
  /// no direction, the image's top is taken to point along the way.
  fileprivate mutating func take(_ place: TrackTimeline.Place) {
    let fix = place.fix
    position = fix.position
    positionFix = .interpolated(step: place.step)
    heightAboveTakeoff = fix.altitudeReference == .takeoff ? fix.altitude : nil
    altitudeAboveSea = fix.altitudeReference == .seaLevel ? fix.altitude : nil
    gimbalYaw = fix.yaw ?? place.course
    if fix.yaw == nil { deviations = FramePlacement.Deviations(yaw: FramePlacement.Deviations.courseAsYaw) }
    gimbalPitch = fix.pitch ?? .degrees(-90)
    gimbalRoll = fix.roll
    focalLengthOn35mmFilm = fix.focalLengthOn35mmFilm
  }

  /// Takes what a table of poses says in place of the frame's own.
  ///
  /// A height without a reference counts from the take-off, as frames' own do.
  fileprivate mutating func take(_ fix: Fix) {
    position = fix.position
    positionFix = .standalone
    if let altitude = fix.altitude {
      (heightAboveTakeoff, altitudeAboveSea) =
        fix.altitudeReference == .seaLevel ? (nil, altitude) : (altitude, nil)
    }
    gimbalYaw = fix.yaw ?? gimbalYaw
    gimbalPitch = fix.pitch ?? gimbalPitch ?? .degrees(-90)
    gimbalRoll = fix.roll ?? gimbalRoll
    isDirectionStated = fix.yaw != nil && fix.roll != nil
  }
}
