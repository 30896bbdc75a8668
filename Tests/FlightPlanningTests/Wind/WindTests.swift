import FieldGeometry
import FlightPlanning
import Quantities
import TestSupport
import Testing

@Suite struct WindTests {
  static func wind(_ speed: Double, _ from: Double) throws -> Wind {
    try Wind(speed: .metersPerSecond(speed), from: .degrees(from))
  }

  /// Air speed 10 m/s, wind 6 m/s: against it 4, with it 16, across it √(100 − 36) = 8.
  @Test(arguments: [(270.0, 4.0), (90.0, 16.0), (0.0, 8.0), (180.0, 8.0)])
  func theWindTriangleIsComputedByHand(bearing: Double, ground: Double) throws {
    let wind = try Self.wind(6, 270)
    let speed = try #require(wind.groundSpeed(airspeed: .metersPerSecond(10), bearing: .degrees(bearing)))
    #expect(abs(speed.metersPerSecond - ground) < 1e-9)
    #expect(abs(wind.airspeed(groundSpeed: speed, bearing: .degrees(bearing)).metersPerSecond - 10) < 1e-9)
  }

  @Test func aWindFasterThanTheDroneLeavesNothing() throws {
    let wind = try Self.wind(12, 0)
    #expect(wind.groundSpeed(airspeed: .metersPerSecond(10), bearing: .degrees(0)) == nil)
    #expect(wind.groundSpeed(airspeed: .metersPerSecond(10), bearing: .degrees(90)) == nil)
    #expect(wind.groundSpeed(airspeed: .metersPerSecond(10), bearing: .degrees(180)) != nil)
  }

  @Test func aWindIsReadWithItsUnits() throws {
    let wind = try Wind(parsing: "5m/s@270deg")
    #expect(wind.speed == .metersPerSecond(5))
    #expect(abs(wind.from.degrees - 270) < 1e-9)
    for text in ["5m/s", "5@270deg", "5m/s@270", "-5m/s@0deg", "100m/s@0deg", "nanm/s@0deg"] {
      #expect(throws: (any Error).self) { try Wind(parsing: text) }
    }
    #expect {
      try Wind(parsing: "5m/s")
    } throws: {
      "\($0)" == "'5m/s' is no wind. Write its speed and the direction from which it blows, as in 5m/s@270deg."
    }
  }

  /// Whatever the wind: there and back takes no less time than twice one way in calm air.
  @Test func windNeverShortensAWayThereAndBack() throws {
    var generator = SeededGenerator(seed: 7)
    let dynamics = FlightDynamics()
    for _ in 0..<2000 {
      let airspeed = Double.random(in: 5...25, using: &generator)
      let wind = try Self.wind(.random(in: 0...12, using: &generator), .random(in: 0...360, using: &generator))
      let wanted = Double.random(in: 1...25, using: &generator)
      let bearing = Angle.degrees(.random(in: 0...360, using: &generator))
      let length = Length.meters(.random(in: 1...2000, using: &generator))
      func time(_ possible: Speed?) -> Double? {
        possible.map { dynamics.time(for: length, at: min($0, .metersPerSecond(wanted))).inSeconds }
      }
      let air = Speed.metersPerSecond(airspeed)
      guard let there = time(wind.groundSpeed(airspeed: air, bearing: bearing)),
        let back = time(wind.groundSpeed(airspeed: air, bearing: bearing + .degrees(180))), let calm = time(air)
      else { continue }
      #expect(there + back >= 2 * calm - 1e-9)
    }
  }

  @Test func aPlanInWindTakesLongerAndSaysWhichLinesAreSlow() throws {
    var request = try TestFields.request("mini-4-pro", centimeters: 2)
    request.conditions.frontlap = .none
    request.lineBearing = .degrees(0)
    let calm = try TestFields.plan(TestFields.square(300), request)
    request.wind = try Self.wind(6, 0)
    let windy = try TestFields.plan(TestFields.square(300), request)
    #expect(windy.flightTime > calm.flightTime)
    let speeds = windy.sorties.flatMap(\.legs).filter { $0.line != nil }.map(\.speed.metersPerSecond)
    // 11.5 m/s through the air: 5.5 against the wind, and with it what is wanted.
    #expect(abs((try #require(speeds.min())) - 5.5) < 1e-9)
    #expect(abs((try #require(speeds.max())) - 11.5) < 1e-9)
    #expect(windy.adjustments.contains { $0.what == "line_speed_m_per_s" && $0.reason.contains("the wind") })
  }

  @Test func aWindTooStrongIsRefused() throws {
    var request = try TestFields.request()
    request.lineBearing = .degrees(0)
    request.wind = try Self.wind(25, 0)
    #expect {
      try TestFields.plan(TestFields.square(100), request)
    } throws: {
      "\($0)".hasPrefix("A wind of 25 m/s is too strong for 'phantom-4-pro', which flies at most 20 m/s: it meets ")
        && "\($0)".hasSuffix("Wait for less wind.")
    }
  }

  /// The lines turn out of a wind that the drone can hardly fly against.
  @Test func theDirectionHeedsTheWind() throws {
    var request = try TestFields.request("mini-4-pro", centimeters: 2)
    request.conditions.frontlap = .none
    request.wind = try Self.wind(9, 0)
    let plan = try TestFields.plan(TestFields.square(300), request)
    #expect(abs(plan.lineBearings[0].degrees - 90) < 1e-6)
  }

  @Test func wingsWithTheWindFromBehindAreRefusedWherePicturesSuffer() throws {
    var request = try TestFields.request("wingtra-one-qx1", centimeters: 1.7)
    request.lineBearing = .degrees(0)
    request.wind = try Self.wind(5, 0)
    #expect {
      try TestFields.plan(TestFields.square(400), request)
    } throws: {
      "\($0)"
        == """
        With the wind from behind 'wingtra-one-qx1' flies at least 21 m/s over the ground, and pictures allow 17 m/s. \
        Turn the lines across the wind, ask for a coarser ground sampling distance, or wait for less wind.
        """
    }
  }

  /// drone-tm's example: 34 min at 6 m/s become 34 · 108 / (72 + 132.25) = 17.98 min at 11.5 m/s.
  @Test func aFastFlightDrainsTheBattery() throws {
    let drone = try ShippedCatalog.load().drone(id: "mini-4-pro")
    let minutes = drone.flightTime.inMinutes / drone.batteryDrain(airspeed: .metersPerSecond(11.5))
    #expect(abs(minutes - 34 * 108 / 204.25) < 1e-9)
    #expect(drone.batteryDrain(airspeed: .metersPerSecond(3)) == 1)
    #expect(try ShippedCatalog.load().drone(id: "phantom-4-pro").batteryDrain(airspeed: .metersPerSecond(20)) == 1)
  }

  /// A wind of 8 m/s, wings of 16 m/s: at most 30 degrees, where pictures of W by L show W · cos 30° − L · sin 30° wherever
  /// along the line one looks.
  @Test func wingsPointIntoTheWindAndTheirLinesAreCloser() throws {
    var request = try TestFields.request("wingtra-one-qx1", centimeters: 2)
    let calm = try SurveyDesign(request)
    request.wind = try Self.wind(8, 0)
    let windy = try SurveyDesign(request)
    #expect(calm.crabAngle == .zero)
    #expect(abs(windy.crabAngle.degrees - 30) < 1e-9)
    let (width, length) = (calm.groundWidth.meters, calm.groundLength.meters)
    #expect(abs(windy.groundWidth.meters - (width * 0.75.squareRoot() - length / 2)) < 1e-6)
    #expect(abs(windy.widestRowGap / windy.groundWidth - calm.widestRowGap / calm.groundWidth) < 1e-12)
    #expect(windy.adjustments.contains { $0.what == "ground_width_m" && $0.reason.contains("up to 30 degrees") })
    // A strip of that width is shown without a gap by turned pictures that touch when they are not turned.
    let turn = Vector.unit(direction: windy.crabAngle.radians)
    for side in stride(from: -0.499, through: 0.499, by: 0.0998) {
      for along in stride(from: 0.0, to: length, by: length / 50) {
        let isShown = (-3...3).contains { picture in
          let off = Vector(x: side * windy.groundWidth.meters, y: along - Double(picture) * length)
          return abs(off.dot(turn)) <= length / 2 && abs(off.cross(turn)) <= width / 2
        }
        #expect(isShown)
      }
    }
    // A multirotor keeps its nose along the line.
    var rotor = try TestFields.request()
    rotor.wind = try Self.wind(8, 0)
    #expect(try SurveyDesign(rotor).crabAngle == .zero)
  }
}
