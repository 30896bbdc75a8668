import ArgumentParser
import Quantities
import SurveyMapping

/// Which frames are taken from videos, and where the drone was.
struct VideoOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Distance (2m) or time (0.5s) between the frames that are taken (default: 1s); the sharpest near each step.",
      valueName: "length|time"
    ),
    transform: FrameInterval.parse
  )
  var every = FrameInterval.time(.seconds(1))

  @Option(
    help: ArgumentHelp("Track of the video: .SRT, .csv or .gpx (default: the .SRT beside it).", valueName: "file")
  )
  var track: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Time of the track at which the video begins: 1.5s or -2s (default: 0s).",
      valueName: "time",
      visibility: .hidden
    ),
    transform: { try Duration(parsing: $0) }
  )
  var timeOffset = Duration.zero

  /// What the options say of videos.
  var request: VideoRequest {
    var request = VideoRequest()
    (request.every, request.track, request.timeOffset) = (every, track, timeOffset)
    return request
  }
}
