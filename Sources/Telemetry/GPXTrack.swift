import FieldGeometry
import Foundation
import Markup
import Quantities

/// Reading of GPX 1.0 and 1.1: the points of tracks, or where there are none of routes, or single points.
enum GPXTrack {
  /// The namespace of what this program adds to a point.
  static let namespace = "urn:ragweed:telemetry:1"

  /// Reads a file.
  ///
  /// - Throws: `TelemetryError` where it is no XML that is whole, or has no point.
  static func read(_ bytes: [UInt8], file: String) throws -> Track {
    let builder = PointBuilder()
    do {
      try MarkupReader.read(bytes, builder)
    } catch let reason as MarkupError {
      throw TelemetryError.brokenMarkup(file: file, reason: "\(reason)")
    }
    guard builder.isGPX else { throw TelemetryError.brokenMarkup(file: file, reason: "it is XML, but no GPX") }
    let points =
      ["trkpt", "rtept", "wpt"].lazy.map { kind in builder.points.filter { $0.kind == kind } }
      .first { !$0.isEmpty } ?? []
    guard !points.isEmpty else { throw TelemetryError.noMoment(file: file, reason: "it has no point") }
    let firstClock = points.lazy.compactMap(\.clock).first
    let fixes = points.compactMap { fix($0, firstClock: firstClock) }
    return Track(dialect: "gpx", fixes: fixes, momentsWithoutFix: points.count - fixes.count)
  }

  private static func fix(_ point: Point, firstClock: Double?) -> Fix? {
    func number(_ names: String...) -> Double? {
      names.lazy.compactMap { point.values[$0] }.compactMap { PlainNumber.read($0) }.first
    }
    guard let latitude = point.latitude, let longitude = point.longitude,
      let position = Receiver.position(latitude: latitude, longitude: longitude)
    else { return nil }
    let elapsed = number("time_s") ?? point.clock.flatMap { clock in firstClock.map { clock - $0 } }
    let elevation = number("ele")
    let reference = point.values["altitude_reference"].flatMap(AltitudeReference.init)
    return Fix(
      time: elapsed.flatMap { $0.magnitude < 1e9 ? .bounded(seconds: $0) : nil },
      position: position,
      altitude: (elevation ?? number("altitude_m")).map { .meters($0) },
      altitudeReference: elevation != nil ? .seaLevel : reference ?? .unknown,
      yaw: number("yaw_deg", "gimbal_yaw", "yaw", "course", "heading").map { .degrees($0) },
      pitch: number("pitch_deg", "gimbal_pitch", "pitch").map { .degrees($0) },
      roll: number("roll_deg", "gimbal_roll", "roll").map { .degrees($0) },
      satellites: number("sat").flatMap { (0...1000).contains($0) ? Int(bounded: $0) : nil }
    )
  }

  fileprivate struct Point {
    let kind: String
    let latitude: Double?
    let longitude: Double?
    var values: [String: String] = [:]

    var clock: Double? { values["time"].flatMap { ClockTime.seconds($0) } }
  }
}

/// What the parser tells of a document; a class because the parser asks for one.
private final class PointBuilder: MarkupHandler {
  private(set) var points: [GPXTrack.Point] = []
  private(set) var isGPX = false
  private var isRoot = true
  private var open: GPXTrack.Point?
  private var text = ""

  func begin(_ name: String, attributes: [String: String]) {
    if isRoot { isGPX = name == "gpx" }
    isRoot = false
    text = ""
    if open == nil, ["trkpt", "rtept", "wpt"].contains(name) {
      open = GPXTrack.Point(
        kind: name,
        latitude: attributes["lat"].flatMap { PlainNumber.read($0) },
        longitude: attributes["lon"].flatMap { PlainNumber.read($0) }
      )
    }
  }

  func text(_ part: String) { if open != nil { text += part } }

  func end(_ name: String) {
    guard let point = open else { return }
    if name == point.kind {
      points.append(point)
      open = nil
    } else {
      let value = text.trimmingCharacters(in: .whitespacesAndNewlines)
      if !value.isEmpty { open?.values[name] = value }
    }
    text = ""
  }
}
