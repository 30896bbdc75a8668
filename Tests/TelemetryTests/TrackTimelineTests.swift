import FieldGeometry
import Quantities
import Telemetry
import Testing

/// Where a drone was between its fixes.
@Suite struct TrackTimelineTests {
  private func fix(
    _ seconds: Double,
    north: Double,
    altitude: Double? = 10,
    yaw: Double? = nil,
    reference: AltitudeReference = .takeoff
  ) throws -> Fix {
    let plane = LocalFrame(origin: try GeoCoordinate(latitude: .degrees(48), longitude: .degrees(16)))
    return Fix(
      time: .seconds(seconds),
      position: try plane.coordinate(of: LocalPoint(east: .zero, north: .meters(north))),
      altitude: altitude.map { .meters($0) },
      altitudeReference: reference,
      yaw: yaw.map { .degrees($0) }
    )
  }

  private func timeline(_ fixes: [Fix], without: [Duration] = []) -> TrackTimeline {
    TrackTimeline(
      Track(dialect: "test", fixes: fixes, momentsWithoutFix: without.count, timesWithoutFix: without)
    )
  }

  @Test func aQuarterOfTheTimeIsAQuarterOfTheWay() throws {
    let first = try fix(0, north: 0, altitude: 10, yaw: 170)
    let track = timeline([first, try fix(1, north: 4, altitude: 12, yaw: -170)])
    let place = try #require(track.place(at: .milliseconds(250)))
    let way = LocalFrame(origin: first.position).localPoint(of: place.fix.position)
    #expect(abs(way.north.meters - 1) < 1e-6)
    #expect(abs(way.east.meters) < 1e-6)
    #expect(abs((place.fix.altitude?.meters ?? 0) - 10.5) < 1e-9)
    // From 170 over 180 to -170 degrees.
    #expect(abs((place.fix.yaw?.degrees ?? 0) - 175) < 1e-9)
    #expect(abs((place.course?.degrees ?? 99)) < 1e-3)
    #expect(abs(place.step.meters - 4) < 1e-6)
  }

  @Test func thereIsNoPlaceBeforeBehindAndInGaps() throws {
    let track = timeline([try fix(1, north: 0), try fix(2, north: 1), try fix(4.1, north: 2), try fix(6.1, north: 3)])
    #expect(track.place(at: .milliseconds(999)) == nil)
    #expect(track.place(at: .seconds(1)) != nil)
    #expect(track.place(at: .seconds(3)) == nil)
    #expect(track.place(at: .seconds(5)) != nil)
    #expect(track.place(at: .seconds(6.1)) != nil)
    #expect(track.place(at: .milliseconds(6101)) == nil)
  }

  @Test func aMomentThatSaysThatItHasNoFixIsNotBridged() throws {
    let fixes = [try fix(0, north: 0), try fix(1, north: 1), try fix(2, north: 2)]
    let track = timeline(fixes, without: [.milliseconds(1500)])
    #expect(track.place(at: .milliseconds(500)) != nil)
    #expect(track.place(at: .milliseconds(1200)) == nil)
    #expect(track.place(at: .milliseconds(1500)) == nil)
    #expect(track.place(at: .seconds(2)) != nil)
  }

  @Test func heightsOfTwoReferencesAreNotMixed() throws {
    let track = timeline([try fix(0, north: 0), try fix(1, north: 1, altitude: 200, reference: .seaLevel)])
    let place = try #require(track.place(at: .milliseconds(500)))
    #expect(place.fix.altitude == nil && place.fix.altitudeReference == .unknown)
  }

  @Test func aHoveringDroneHasNoCourse() throws {
    let track = timeline(try (0..<5).map { try fix(Double($0), north: 0.1 * Double($0 % 2)) })
    #expect(try #require(track.place(at: .seconds(2))).course == nil)
  }

  @Test func aHoveringDroneFliesNoWay() throws {
    let plane = LocalFrame(origin: try GeoCoordinate(latitude: .degrees(48), longitude: .degrees(16)))
    func position(_ north: Double) throws -> GeoCoordinate {
      try plane.coordinate(of: LocalPoint(east: .zero, north: .meters(north)))
    }
    var flown = FlownDistance(grain: .meters(0.2))
    for step in 0..<1000 { _ = flown.advance(to: try position(step.isMultiple(of: 2) ? 0 : 0.1)) }
    #expect(flown.advance(to: try position(0)) <= .meters(0.11))
    #expect(abs(flown.advance(to: try position(10)).meters - 10) < 1e-3)
    // There and back again is twice the way.
    #expect(abs(flown.advance(to: try position(0)).meters - 20) < 1e-3)
  }

  @Test(arguments: [
    ("[focal_len : 240] [latitude : 48.2] [longtitude : 16.3]", 24.0),
    ("[focal_len: 24.00] [latitude: 48.2] [longitude: 16.3] [rel_alt: 5.0 abs_alt: 200.0]", 24),
    ("[focal_len: 24.00] [dzoom_ratio: 2.00] [latitude: 48.2] [longitude: 16.3] [rel_alt: 5.0 abs_alt: 200.0]", 48),
    ("[dzoom_ratio: 10000, delta:0] [focal_len: 24.00] [latitude: 48.2] [longitude: 16.3] [rel_alt: 5.0]", 24),
  ])
  func theFocalLengthIsRead(text: String, expected: Double) throws {
    let cue = "1\n00:00:00,000 --> 00:00:01,000\n\(text)\n\n"
    let track = try TrackReader.read(Array(cue.utf8), file: "test")
    #expect(track.fixes.first?.focalLengthOn35mmFilm == .millimeters(expected))
  }
}
