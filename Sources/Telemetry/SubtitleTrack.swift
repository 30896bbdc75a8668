import FieldGeometry
import Quantities

/// Reading of the subtitles (`.SRT`) that DJI drones record beside a video.
enum SubtitleTrack {
  private struct Cue {
    /// The time code in seconds.
    var time: Double?
    /// The date and time, in seconds on a common scale.
    var clock: Double?
    var text: [UInt8] = []

    var isEmpty: Bool { time == nil && text.isEmpty }
  }

  /// Reads subtitles.
  ///
  /// - Throws: `TelemetryError.noMoment` where nothing in them is telemetry.
  static func read(_ bytes: [UInt8], file: String) throws -> Track {
    var dialects: [String] = []
    var fixes: [Fix] = []
    var withoutFix = 0
    var timesWithoutFix: [Duration] = []
    var firstClock: Double?
    var cueCount = 0
    forEachCue(in: bytes) { cue in
      cueCount += 1
      let reading = CueReading(tokens: CueToken.tokens(of: cue.text), hasTimeCode: cue.time != nil)
      guard let dialect = reading.dialect?.rawValue else { return }
      if !dialects.contains(dialect) { dialects.append(dialect) }
      if firstClock == nil { firstClock = cue.clock }
      let time = cue.time ?? cue.clock.flatMap { clock in firstClock.map { clock - $0 } }
      if let fix = fix(reading, time: time, after: fixes.last) {
        fixes.append(fix)
      } else {
        withoutFix += 1
        if let time = duration(time) { timesWithoutFix.append(time) }
      }
    }
    guard !dialects.isEmpty else {
      let reason = cueCount == 0 ? "it has no subtitle" : "its subtitles are no telemetry of DJI's"
      throw TelemetryError.noMoment(file: file, reason: reason)
    }
    // A last cue that was cut before its coordinates says nothing about the dialect.
    let known = fixes.isEmpty ? dialects : dialects.filter { $0 != SubtitleDialect.mavicAir.rawValue }
    return Track(
      dialect: known.joined(separator: "+"),
      fixes: fixes,
      momentsWithoutFix: withoutFix,
      timesWithoutFix: timesWithoutFix
    )
  }

  /// The fix of a subtitle; nil where it has none.
  ///
  /// Where a file ends between latitude and longitude, the missing one is that of the subtitle before, at most a second
  /// older.
  private static func fix(_ reading: CueReading, time: Double?, after previous: Fix?) -> Fix? {
    var (latitude, longitude) = (reading.latitude, reading.longitude)
    if (latitude == nil) != (longitude == nil), let previous, let time, let earlier = previous.time?.inSeconds,
      (0...1).contains(time - earlier)
    {
      latitude = latitude ?? previous.position.latitude.degrees
      longitude = longitude ?? previous.position.longitude.degrees
    }
    guard let latitude, let longitude,
      let position = Receiver.position(latitude: latitude, longitude: longitude)
    else { return nil }
    return Fix(
      time: duration(time),
      position: position,
      altitude: reading.altitude.map { .meters($0) },
      altitudeReference: reading.altitudeReference,
      yaw: reading.yaw.map { .degrees($0) },
      pitch: reading.pitch.map { .degrees($0) },
      roll: reading.roll.map { .degrees($0) },
      satellites: reading.satellites,
      focalLengthOn35mmFilm: reading.focalLengthOn35mmFilm.map { .millimeters($0) }
    )
  }

  private static func duration(_ seconds: Double?) -> Duration? {
    seconds.flatMap { $0.magnitude < 1e9 ? .bounded(seconds: $0) : nil }
  }

  /// Cuts a file into subtitles: each begins with a line that is a number, or with a time code where that line is lost.
  private static func forEachCue(in bytes: [UInt8], _ body: (Cue) -> Void) {
    var cue = Cue()
    func flush() {
      if !cue.isEmpty { body(cue) }
      cue = Cue()
    }
    var rest = bytes[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    while !rest.isEmpty {
      let line = rest.prefix { $0 != 0x0A }
      let isCut = line.endIndex == rest.endIndex
      rest = rest[line.endIndex...].dropFirst()
      let words = line.drop { $0 <= 0x20 }
      guard let first = words.first else { continue }
      if words.allSatisfy({ (0x30...0x39).contains($0) || $0 <= 0x20 }) {
        flush()
      } else if let time = timeCode(words) {
        if !cue.isEmpty { flush() }
        cue.time = time
      } else {
        if cue.clock == nil, (0x30...0x39).contains(first) { cue.clock = clock(words) }
        cue.text.append(contentsOf: line)
        if !isCut { cue.text.append(0x0A) }
      }
    }
    flush()
  }

  private static func timeCode(_ line: ArraySlice<UInt8>) -> Double? {
    guard line.prefix(40).contains(UInt8(ascii: ">")), line.prefix(40).contains(UInt8(ascii: "-")) else { return nil }
    let text = String(decoding: line.prefix(64), as: UTF8.self)
    return text.contains("-->") ? ClockTime.timeCode(text) : nil
  }

  private static func clock(_ line: ArraySlice<UInt8>) -> Double? {
    ClockTime.seconds(String(decoding: line.prefix(64), as: UTF8.self))
  }
}
