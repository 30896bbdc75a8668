import Quantities

/// What was taken from a video, for the summary.
struct VideoSummary: Encodable {
  /// A time in which the track does not tell where the drone was.
  struct Gap: Encodable {
    /// When the first picture without a place is shown.
    let fromS: Double
    /// When the last one is shown.
    var toS: Double
    /// How many pictures there are.
    var pictures: Int
  }

  /// The video.
  let source: String
  /// The track's file; nil where none was needed.
  let track: String?
  /// The dialect of the track.
  let dialect: String?
  /// How far apart frames were taken, in seconds; nil where by way.
  let everyS: Double?
  /// How far apart frames were taken, in metres; nil where by time.
  let everyM: Double?
  /// How many pictures were decoded.
  private(set) var pictures = 0
  /// When the last one is shown.
  private(set) var lastS = 0.0
  /// How many frames were taken to be mapped.
  var framesTaken = 0
  /// How many pictures have no place, none of which is used.
  private(set) var picturesWithoutFix = 0
  /// When they are.
  private(set) var withoutFix: [Gap] = []
  private var wasWithoutFix = false

  enum CodingKeys: String, CodingKey {
    case source, track, dialect, everyS, everyM, pictures, lastS, framesTaken, picturesWithoutFix, withoutFix
  }

  init(source: String, track: String?, dialect: String?, every: FrameInterval) {
    self.source = source
    self.track = track
    self.dialect = dialect
    switch every {
    case .time(let time): (everyS, everyM) = (time.inSeconds, nil)
    case .way(let way): (everyS, everyM) = (nil, way.meters)
    }
  }

  /// Counts a picture.
  mutating func count(at seconds: Double, hasPlace: Bool) {
    pictures += 1
    lastS = seconds
    if !hasPlace {
      picturesWithoutFix += 1
      if wasWithoutFix {
        withoutFix[withoutFix.count - 1].toS = seconds
        withoutFix[withoutFix.count - 1].pictures += 1
      } else {
        withoutFix.append(Gap(fromS: seconds, toS: seconds, pictures: 1))
      }
    }
    wasWithoutFix = !hasPlace
  }

  /// The sentence about pictures without a place; nil where all have one.
  var gapNotice: String? {
    guard picturesWithoutFix > 0 else { return nil }
    let times = withoutFix.prefix(5).map { "\(Rounded.text($0.fromS)) to \(Rounded.text($0.toS)) s" }
    let more = withoutFix.count > times.count ? " and \(withoutFix.count - times.count) more times" : ""
    return """
      \(picturesWithoutFix) of \(pictures) pictures of '\(source)' are not used, for the track has no position for them: \
      \(times.joined(separator: ", "))\(more).
      """
  }

  /// The summary for people.
  var line: String {
    let step = everyS.map { "\(Rounded.text($0)) s" } ?? "\(Rounded.text(everyM ?? 0)) m"
    let missing = picturesWithoutFix > 0 ? ", \(picturesWithoutFix) without a position" : ""
    return "\(source): \(pictures) pictures, \(framesTaken) taken, one every \(step)\(missing)"
  }
}
