/// The columns of a table that are understood, by the names that recorders, loggers and people give them.
enum TrackColumn: CaseIterable {
  case id, time, date, latitude, longitude, heightAboveTakeoff, heightAboveSea, altitude, altitudeReference, yaw, pitch,
    roll, satellites

  /// The names in small letters, without signs and units, the surest first.
  var names: [String] {
    switch self {
    case .id: ["id", "filename", "file", "image", "imagename", "name", "label", "photo", "frame", "sourcefile"]
    case .time: ["time", "elapsedtime", "elapsed", "seconds", "second", "t"]
    case .date: ["datetime", "timestamp", "utc", "gpstime", "date", "datetimeoriginal", "time"]
    case .latitude: ["latitude", "lat", "gpslatitude", "y"]
    case .longitude: ["longitude", "longtitude", "lon", "lng", "long", "gpslongitude", "gpslongtitude", "x"]
    case .heightAboveTakeoff: ["heightabovetakeoff", "relativealtitude", "relalt", "heightagl", "height"]
    case .heightAboveSea:
      ["altitudeabovesealevel", "absolutealtitude", "absalt", "elevation", "ele", "gpsaltitude", "altitudemsl"]
    case .altitude: ["altitude", "alt", "z"]
    case .altitudeReference: ["altitudereference"]
    case .yaw: ["gimbalyaw", "gimbalheading", "gbyaw", "yaw", "compassheading", "heading", "flightyaw"]
    case .pitch: ["gimbalpitch", "gbpitch", "pitch"]
    case .roll: ["gimbalroll", "gbroll", "roll"]
    case .satellites: ["satellites", "numsat", "sats"]
    }
  }

  /// A column's name as it is compared, and its unit.
  ///
  /// `altitude_above_seaLevel(feet)` is `altitudeabovesealevel` in `feet`, `time_ms` is `time` in `ms`.
  static func parts(of heading: String) -> (name: String, unit: String) {
    let lower = heading.lowercased()
    var name = lower.prefix { $0 != "(" && $0 != "[" }
    var unit = lower.dropFirst(name.count).filter { $0.isLetter }
    for suffix in ["_deg", "_m", "_ft", "_s", "_ms", "degree", "degrees"] where unit.isEmpty && name.hasSuffix(suffix) {
      name = name.dropLast(suffix.count)
      unit = suffix.filter { $0.isLetter }
    }
    return (name.filter { $0.isLetter || $0.isNumber }, unit)
  }

  /// What brings a number in a unit to metres, degrees or seconds; nil where the unit is none of theirs.
  func factor(unit: String) -> Double? {
    switch (self, unit) {
    case (_, ""): 1
    case (.time, "s"), (.time, "sec"), (.time, "second"), (.time, "seconds"): 1
    case (.time, "ms"), (.time, "millisecond"), (.time, "milliseconds"): 0.001
    case (.heightAboveTakeoff, _), (.heightAboveSea, _), (.altitude, _):
      switch unit {
      case "m", "meter", "meters", "metre", "metres": 1
      case "ft", "foot", "feet": 0.3048
      default: nil
      }
    case (.yaw, _), (.pitch, _), (.roll, _), (.latitude, _), (.longitude, _):
      ["deg", "degree", "degrees"].contains(unit) ? 1 : nil
    default: 1
    }
  }
}
