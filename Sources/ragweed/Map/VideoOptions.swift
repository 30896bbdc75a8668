import ArgumentParser
import Quantities
import SurveyMapping

/// Which frames are taken from videos, and where the drone was.
struct VideoOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How far apart frames are taken, by way (2m) or time (0.5s); the sharpest near each step.",
      valueName: "length|time"
    ),
    transform: FrameInterval.parse
  )
  var every = FrameInterval.time(.seconds(1))

  @Option(help: "The track of the video (.SRT, .csv, .gpx). The .SRT beside it otherwise.")
  var track: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The track's time when the video begins, such as 1.5s or -2s.", valueName: "time"),
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
