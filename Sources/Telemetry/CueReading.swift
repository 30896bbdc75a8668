import Quantities

/// What one subtitle says, in any of the dialects.
///
/// Which number is which follows from how it is written. `GPS(a,b,c)`: a whole number `c` counts satellites, and longitude
/// comes first; a `c` with a point or a unit is a height, and latitude comes first.
struct CueReading {
  private(set) var dialect: SubtitleDialect?
  private(set) var latitude: Double?
  private(set) var longitude: Double?
  private(set) var altitude: Double?
  private(set) var altitudeReference = AltitudeReference.unknown
  private(set) var yaw: Double?
  private(set) var pitch: Double?
  private(set) var roll: Double?
  private(set) var satellites: Int?
  private(set) var focalLengthOn35mmFilm: Double?

  private let tokens: [CueToken]

  init(tokens: [CueToken], hasTimeCode: Bool) {
    self.tokens = tokens
    if tokens.contains(.name("GPS")) {
      readCall()
    } else if tokens.contains(.sign(UInt8(ascii: "["))) {
      readBrackets(hasTimeCode: hasTimeCode)
    }
  }

  // MARK: GPS(...)

  private mutating func readCall() {
    let barometer = number(after: "BAROMETER")
    let early = number(after: "Hb")
    let height = number(after: "H") { $0.lowercased() == "m" }
    let gimbal = arguments(of: "G.PRY") ?? arguments(of: "F.PRY")
    if let gimbal, gimbal.count == 3 { (pitch, roll, yaw) = (gimbal[0].value, gimbal[1].value, gimbal[2].value) }
    let place = arguments(of: "GPS") ?? []
    let isLatitudeFirst = place.count == 3 && (place[2].decimals != nil || !place[2].unit.isEmpty)
    if place.count >= 2 {
      (longitude, latitude) = (place[0].value, place[1].value)
      if isLatitudeFirst || place[1].value.magnitude > 90 { (latitude, longitude) = (place[0].value, place[1].value) }
    }
    if place.count == 3, !isLatitudeFirst, (0...1000).contains(place[2].value) {
      satellites = Int(bounded: place[2].value)
    }
    if let relative = height ?? early ?? (isLatitudeFirst && place[2].unit.isEmpty ? nil : barometer) {
      (altitude, altitudeReference) = (relative, .takeoff)
    } else if isLatitudeFirst {
      altitude = place[2].value
    }
    dialect =
      if isLatitudeFirst {
        place[2].unit.isEmpty ? .avata2 : .matrice300
      } else if tokens.contains(.name("G.PRY")) || tokens.contains(.name("F.PRY")) {
        .phantom4RTK
      } else if tokens.contains(.name("Hb")) { .mavicProEarly } else if tokens.contains(.name("BAROMETER")) {
        .mavicPro
      } else { .phantom4Pro }
  }

  // MARK: [key : value]

  private mutating func readBrackets(hasTimeCode: Bool) {
    latitude = number(after: "latitude")
    // Some firmware misspells the key.
    longitude = number(after: "longitude") ?? number(after: "longtitude")
    yaw = number(after: "gb_yaw")
    pitch = number(after: "gb_pitch")
    roll = number(after: "gb_roll")
    if let relative = number(after: "rel_alt") {
      (altitude, altitudeReference) = (relative, .takeoff)
    } else if let absolute = number(after: "abs_alt") {
      (altitude, altitudeReference) = (absolute, .seaLevel)
    } else {
      altitude = number(after: "altitude")
    }
    focalLengthOn35mmFilm = focalLength
    let hasPosition = ["latitude", "longitude", "longtitude"].contains { tokens.contains(.name($0)) }
    dialect =
      if !hasPosition { .mavicAir } else if !hasTimeCode {
        .mavic2Timeless
      } else if yaw != nil || pitch != nil || roll != nil { .gimbal } else if altitudeReference != .unknown {
        .mini5Pro
      } else { .mavic2 }
  }

  /// `focal_len` in millimetres for film of 36 mm width: a whole number counts tenths (240 is 24.0), one with a point does not.
  ///
  /// A digital zoom of more than 1 cuts the picture and lengthens it as much.
  private var focalLength: Double? {
    guard let written = token(after: "focal_len"), written.value > 0 else { return nil }
    let millimeters = written.decimals == nil ? written.value / 10 : written.value
    let zoom = token(after: "dzoom_ratio").map { $0.decimals == nil ? $0.value / 10_000 : $0.value } ?? 1
    guard (5...2000).contains(millimeters) else { return nil }
    return millimeters * max(1, min(zoom, 30))
  }

  // MARK: Pieces

  private struct Argument {
    let value: Double
    let decimals: Int?
    let unit: String
  }

  private func token(after name: String) -> Argument? {
    for (index, token) in tokens.enumerated() where token == .name(name) {
      var place = index + 1
      if place < tokens.count, case .sign(let sign) = tokens[place], ":=".utf8.contains(sign) { place += 1 }
      if place < tokens.count, case .number(let value, let decimals, let unit) = tokens[place] {
        return Argument(value: value, decimals: decimals, unit: unit)
      }
    }
    return nil
  }

  /// The number behind a name, with or without `:`, `=` or `(` between them.
  private func number(after name: String, unitFits: (String) -> Bool = { _ in true }) -> Double? {
    for (index, token) in tokens.enumerated() where token == .name(name) {
      var place = index + 1
      if place < tokens.count, case .sign(let sign) = tokens[place], ":=(".utf8.contains(sign) { place += 1 }
      if place < tokens.count, case .number(let value, _, let unit) = tokens[place], unitFits(unit) { return value }
    }
    return nil
  }

  /// The numbers in the parentheses behind a name; nil where these are not closed or hold anything else.
  private func arguments(of name: String) -> [Argument]? {
    guard let index = tokens.firstIndex(of: .name(name)), index + 1 < tokens.count,
      tokens[index + 1] == .sign(UInt8(ascii: "("))
    else { return nil }
    var arguments: [Argument] = []
    for token in tokens[(index + 2)...] {
      switch token {
      case .number(let value, let decimals, let unit):
        arguments.append(Argument(value: value, decimals: decimals, unit: unit))
      case .sign(UInt8(ascii: ")")): return arguments
      case .sign(UInt8(ascii: ",")): continue
      default: return nil
      }
    }
    return nil
  }
}
