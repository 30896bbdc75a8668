import FieldGeometry
import Quantities
import Tables

extension Track {
  /// The track as a table that `TrackReader` reads back: one row for each fix, empty cells for what is not known.
  public var csv: String {
    let header =
      "time_s,latitude_deg,longitude_deg,altitude_m,altitude_reference,yaw_deg,pitch_deg,roll_deg,satellites\n"
    return fixes.reduce(into: header) { text, fix in
      let cells = [
        Self.seconds(fix.time), Self.degrees(fix.position.latitude), Self.degrees(fix.position.longitude),
        Self.meters(fix.altitude), fix.altitudeReference.rawValue, fix.yaw.map(Self.angle) ?? "",
        fix.pitch.map(Self.angle) ?? "", fix.roll.map(Self.angle) ?? "", fix.satellites.map(String.init) ?? "",
      ]
      text += CSVLine.text(cells) + "\n"
    }
  }

  /// The track as GPX 1.1.
  ///
  /// `ele` is a height above the sea, so other heights stand with the angles in `extensions`; so does the time, because a
  /// recording knows the time since its beginning, and a GPX `time` is universal time.
  public var gpx: String {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <gpx version="1.1" creator="ragweed" xmlns="http://www.topografix.com/GPX/1/1" xmlns:r="\(GPXTrack.namespace)">
        <trk><trkseg>

      """
    for fix in fixes {
      let (latitude, longitude) = (Self.degrees(fix.position.latitude), Self.degrees(fix.position.longitude))
      text += "    <trkpt lat=\"\(latitude)\" lon=\"\(longitude)\">"
      var extensions = ""
      func extend(_ name: String, _ value: String) {
        if !value.isEmpty { extensions += "<r:\(name)>\(value)</r:\(name)>" }
      }
      if fix.altitudeReference == .seaLevel, fix.altitude != nil {
        text += "<ele>\(Self.meters(fix.altitude))</ele>"
      } else if fix.altitude != nil {
        extend("altitude_m", Self.meters(fix.altitude))
        extend("altitude_reference", fix.altitudeReference.rawValue)
      }
      if let satellites = fix.satellites { text += "<sat>\(satellites)</sat>" }
      extend("time_s", Self.seconds(fix.time))
      extend("yaw_deg", fix.yaw.map(Self.angle) ?? "")
      extend("pitch_deg", fix.pitch.map(Self.angle) ?? "")
      extend("roll_deg", fix.roll.map(Self.angle) ?? "")
      text += (extensions.isEmpty ? "" : "<extensions>\(extensions)</extensions>") + "</trkpt>\n"
    }
    return text + "  </trkseg></trk>\n</gpx>\n"
  }

  // Decimals that keep a tenth of a millimetre on the ground, a millimetre of height, and the frames of a video apart.
  private static func degrees(_ angle: Angle) -> String { rounded(angle.degrees, 1e9) }
  private static func angle(_ angle: Angle) -> String { rounded(angle.degrees, 1e4) }
  private static func meters(_ length: Length?) -> String { length.map { rounded($0.meters, 1e4) } ?? "" }
  private static func seconds(_ time: Duration?) -> String { time.map { rounded($0.inSeconds, 1e6) } ?? "" }

  private static func rounded(_ value: Double, _ scale: Double) -> String {
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() && rounded.magnitude < 1e15 ? "\(Int(bounded: rounded))" : "\(rounded)"
  }
}
