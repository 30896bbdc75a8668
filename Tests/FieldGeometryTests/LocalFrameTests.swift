import FieldGeometry
import Quantities
import TestSupport
import Testing

@Suite struct LocalFrameTests {
  static func coordinate(_ latitude: Double, _ longitude: Double) throws -> GeoCoordinate {
    try GeoCoordinate(latitude: .degrees(latitude), longitude: .degrees(longitude))
  }

  /// The radii of curvature of WGS 84: what a small step on the ellipsoid measures, whatever the projection.
  static func metersPerDegree(at latitude: Double) -> (north: Double, east: Double) {
    let a = 6_378_137.0
    let e2 = 0.00669437999014
    let sine = latitudeSine(latitude)
    let w = (1 - e2 * sine * sine).squareRoot()
    let cosine = (1 - sine * sine).squareRoot()
    return (a * (1 - e2) / (w * w * w) * .pi / 180, a / w * cosine * .pi / 180)
  }

  /// Sines of the four latitudes, from tables.
  static func latitudeSine(_ degrees: Double) -> Double {
    switch degrees {
    case 27.7: 0.4648420457
    case 48.2: 0.7454759997
    case 60: 0.8660254038
    default: 0
    }
  }

  @Test(arguments: [0, 27.7, 48.2, 60])
  func aMetreIsAMetreAtEveryLatitude(latitude: Double) throws {
    let frame = LocalFrame(origin: try Self.coordinate(latitude, 16.4))
    let expected = Self.metersPerDegree(at: latitude)
    let north = frame.localPoint(of: try Self.coordinate(latitude + 1e-4, 16.4))
    let east = frame.localPoint(of: try Self.coordinate(latitude, 16.4 + 1e-4))
    #expect(abs(north.north.meters / (expected.north * 1e-4) - 1) < 1e-5)
    #expect(abs(east.east.meters / (expected.east * 1e-4) - 1) < 1e-5)
  }

  /// Metres from PROJ 9.1, `+proj=tmerc +lat_0=48.2 +lon_0=16.4 +k=1 +ellps=WGS84`.
  @Test(arguments: [
    [16.9, 48.5, 36950.64886, 33479.89171], [17.07, 48.2, 49805.30377, 217.09050],
    [15.9, 47.8, -37456.61904, -44355.05375],
  ])
  func theProjectionAgreesWithProjToTheMillimetre(reference: [Double]) throws {
    let frame = LocalFrame(origin: try Self.coordinate(48.2, 16.4))
    let point = frame.localPoint(of: try Self.coordinate(reference[1], reference[0]))
    #expect(abs(point.east.meters - reference[2]) < 1e-3)
    #expect(abs(point.north.meters - reference[3]) < 1e-3)
  }

  @Test(arguments: [-89.0, -48.2, 0, 27.7, 48.2, 60, 89])
  func aPlaceComesBackToTheNanodegree(latitude: Double) throws {
    let frame = LocalFrame(origin: try Self.coordinate(latitude, 179.9))
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<50 {
      let point = LocalPoint(
        east: .meters(.random(in: -50_000...50_000, using: &generator)),
        north: .meters(.random(in: -50_000...50_000, using: &generator))
      )
      let back = frame.localPoint(of: try frame.coordinate(of: point))
      #expect(point.distance(to: back).meters < 1e-4)
    }
  }

  @Test func theMiddleOfAFieldAcrossThe180thMeridianIsInIt() throws {
    let frame = try LocalFrame(around: [Self.coordinate(10, 179.99), Self.coordinate(10.02, -179.97)])
    #expect(abs(frame.origin.longitude.degrees + 179.99) < 1e-9)
    #expect(abs(frame.origin.latitude.degrees - 10.01) < 1e-9)
  }

  @Test func aFrameNeedsAPosition() {
    #expect {
      try LocalFrame(around: [])
    } throws: {
      "\($0)" == "There is no position to make a frame around. Give a polygon."
    }
  }
}
