#if canImport(Glibc)
  import Glibc
#endif
import FieldGeometry
public import Quantities

/// A track that can be asked where the drone was at any time, as the pictures of a video need it.
///
/// Between two fixes positions, heights and angles change evenly. There is no place before the first fix, behind the last,
/// in a gap of more than two seconds, and where the recording says that it had no fix.
public struct TrackTimeline: Sendable {
  /// The longest time between two fixes that is bridged.
  public static let longestGap = Duration.seconds(2)

  /// Where the drone was at a time.
  public struct Place: Sendable, Hashable {
    /// The fix at that time.
    public let fix: Fix
    /// Which way the drone flew, clockwise from true north; nil where it hovered.
    public let course: Angle?
    /// How far apart the fixes before and behind are.
    public let step: Length
  }

  private let fixes: [(time: Duration, fix: Fix)]
  private let without: [Duration]

  /// Puts a track in the order of its times; fixes without a time are of no use here and are left out.
  public init(_ track: Track) {
    let timed = track.fixes.compactMap { fix in fix.time.map { (time: Self.rounded($0), fix: fix) } }
    // A stable order, so that the first of two fixes of one time counts.
    let sorted = timed.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    fixes = sorted.map(\.element).reduce(into: []) { kept, next in
      if kept.last?.time != next.time { kept.append(next) }
    }
    without = track.timesWithoutFix.map(Self.rounded).sorted()
  }

  /// The time of the first and of the last fix; nil without a fix that has a time.
  public var range: ClosedRange<Duration>? {
    guard let first = fixes.first, let last = fixes.last else { return nil }
    return first.time...last.time
  }

  /// Where the drone was at a time; nil where the track does not tell.
  public func place(at time: Duration) -> Place? {
    let time = Self.rounded(time)
    guard let (fix, step) = interpolated(at: time) else { return nil }
    return Place(fix: fix, course: course(at: time), step: step)
  }

  /// A time in whole microseconds, so that one that was reckoned equals one that was read.
  private static func rounded(_ time: Duration) -> Duration {
    .microseconds(Int(bounded: (time.inSeconds * 1e6).rounded()))
  }

  private func interpolated(at time: Duration) -> (fix: Fix, step: Length)? {
    // The first fix that is later than the time.
    var (low, high) = (0, fixes.count)
    while low < high {
      let middle = (low + high) / 2
      if fixes[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let before = fixes[low - 1]
    if before.time == time {
      let step = low > 1 ? Self.distance(fixes[low - 2].fix.position, before.fix.position) : .zero
      return (before.fix, fixes[max(low - 2, 0)].time + Self.longestGap < time ? .zero : step)
    }
    guard low < fixes.count else { return nil }
    let after = fixes[low]
    guard after.time - before.time <= Self.longestGap, !isLost(between: before.time, and: after.time) else {
      return nil
    }
    let part = (time - before.time) / (after.time - before.time)
    guard let fix = Self.mix(before.fix, after.fix, part: part, time: time) else { return nil }
    return (fix, Self.distance(before.fix.position, after.fix.position))
  }

  private func isLost(between start: Duration, and end: Duration) -> Bool {
    without.contains { $0 > start && $0 < end }
  }

  /// The way from half a second before to half a second behind; nil where that is less than half a metre.
  private func course(at time: Duration) -> Angle? {
    guard let range else { return nil }
    let half = Duration.milliseconds(500)
    let (start, end) = (max(time - half, range.lowerBound), min(time + half, range.upperBound))
    let here = interpolated(at: time)?.fix.position
    guard let from = interpolated(at: start)?.fix.position ?? here, let to = interpolated(at: end)?.fix.position ?? here
    else { return nil }
    let way = LocalFrame(origin: from).localPoint(of: to)
    let (east, north) = (way.east.meters, way.north.meters)
    guard hypot(east, north) >= 0.5 else { return nil }
    return .radians(atan2(east, north))
  }

  private static func distance(_ from: GeoCoordinate, _ to: GeoCoordinate) -> Length {
    let way = LocalFrame(origin: from).localPoint(of: to)
    return .meters(hypot(way.east.meters, way.north.meters))
  }

  private static func mix(_ first: Fix, _ second: Fix, part: Double, time: Duration) -> Fix? {
    let plane = LocalFrame(origin: first.position)
    let way = plane.localPoint(of: second.position)
    guard
      let position = try? plane.coordinate(of: LocalPoint(east: way.east * part, north: way.north * part))
    else { return nil }
    let isOneReference = first.altitudeReference == second.altitudeReference
    return Fix(
      time: time,
      position: position,
      altitude: isOneReference ? between(first.altitude, second.altitude) { $0 + ($1 - $0) * part } : nil,
      altitudeReference: isOneReference ? first.altitudeReference : .unknown,
      yaw: between(first.yaw, second.yaw) { turned($0, $1, part) },
      pitch: between(first.pitch, second.pitch) { turned($0, $1, part) },
      roll: between(first.roll, second.roll) { turned($0, $1, part) },
      satellites: between(first.satellites, second.satellites) { min($0, $1) },
      focalLengthOn35mmFilm: part < 0.5 ? first.focalLengthOn35mmFilm : second.focalLengthOn35mmFilm
    )
  }

  private static func between<Value>(_ first: Value?, _ second: Value?, _ mix: (Value, Value) -> Value) -> Value? {
    guard let first, let second else { return nil }
    return mix(first, second)
  }

  /// An angle on the shorter way from one to another, from -180 to 180 degrees.
  private static func turned(_ from: Angle, _ to: Angle, _ part: Double) -> Angle {
    let way = remainder((to - from).degrees, 360)
    return .degrees(remainder(from.degrees + way * part, 360))
  }
}
