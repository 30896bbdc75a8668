import FieldGeometry
import Foundation
import Quantities
import TestSupport
import Testing

@testable import FlightPlanning

@Suite struct MissionEvaluationTests {
  /// A square field of 100 m.
  static func field() throws -> [FieldBoundary] {
    [try FieldBoundary(outer: LinearRing([(0, 0), (100, 0), (100, 100), (0, 100)].map(point)))]
  }

  static func point(_ east: Double, _ north: Double) -> LocalPoint {
    LocalPoint(east: .meters(east), north: .meters(north))
  }

  /// A camera that shows 20 m by 10 m from 10 m, with 1 cm/px, and takes a picture each second.
  static func drone() throws -> Drone {
    let camera = try Camera(
      id: "c",
      sensorWidth: .millimeters(20),
      sensorHeight: .millimeters(10),
      widthInPixels: 2000,
      heightInPixels: 1000,
      focalLength: .millimeters(10),
      shortestInterval: .seconds(1)
    )
    return try Drone(id: "d", camera: camera, maximumSpeed: .metersPerSecond(12), flightTime: .minutes(10))
  }

  static func evaluate(_ points: [FlownPoint], _ field: [FieldBoundary]) throws -> MissionEvaluation {
    try MissionEvaluation(
      of: [points],
      over: SurveySite(field, in: TestFields.frame()),
      with: drone(),
      conditions: FlightConditions(),
      dynamics: FlightDynamics()
    )
  }

  static func line(
    _ places: [LocalPoint],
    _ pictures: FlownPoint.Pictures,
    speed: Double = 5,
    altitude: Double = 10
  ) -> [FlownPoint] {
    places.enumerated().map { index, place in
      FlownPoint(
        place: place,
        altitude: .meters(altitude),
        speed: .metersPerSecond(speed),
        pictures: index < places.count - 1 ? pictures : .none
      )
    }
  }

  @Test func aLineUpTheMiddleShowsItsSwath() throws {
    let result = try Self.evaluate(
      Self.line([Self.point(50, 5), Self.point(50, 95)], .everyDistance(.meters(5))),
      Self.field()
    )
    // 20 m of 100 m, from 0 to 100 m.
    #expect(abs(result.coverage - 0.2) < 2e-3)
    #expect(result.imageCount == 19)
    #expect(result.lineCount == 1)
    #expect(result.pathLength == .meters(90))
    #expect(result.lengthBeyondField == .zero)
    #expect(abs(try #require(result.gsd).mean.centimetersPerPixel - 1) < 1e-12)
    #expect(abs(try #require(result.blurInPixels) - 0.5) < 1e-9)
    // 90 m at 5 m/s with 2.5 m/s², up 10 m at 3 m/s, down at 2 m/s.
    #expect(abs(result.flightTime.inSeconds - (18 + 2 + 10.0 / 3 + 5)) < 1e-6)
    #expect(result.limits.map(\.kind) == [.coverage])
  }

  @Test func picturesTooFarApartLeaveGaps() throws {
    let result = try Self.evaluate(
      Self.line([Self.point(50, 5), Self.point(50, 95)], .everyDistance(.meters(30))),
      Self.field()
    )
    // Four pictures of 20 m by 10 m.
    #expect(result.imageCount == 4)
    #expect(abs(result.coverage - 0.08) < 1e-3)
  }

  @Test func theTriggerRunsOnAroundACorner() throws {
    // 90 m and 90 m at each 40 m: 0, 40, 80, then 30 and 70 m behind the corner.
    let result = try Self.evaluate(
      Self.line([Self.point(5, 5), Self.point(5, 95), Self.point(95, 95)], .everyDistance(.meters(40))),
      Self.field()
    )
    #expect(result.imageCount == 5)
  }

  @Test func aTimerTakesPicturesByTheSpeed() throws {
    let result = try Self.evaluate(
      Self.line([Self.point(50, 0), Self.point(50, 100)], .everyTime(.seconds(2)), speed: 10),
      Self.field()
    )
    #expect(result.imageCount == 6)
  }

  @Test func onePictureIsOne() throws {
    let result = try Self.evaluate(Self.line([Self.point(50, 50), Self.point(50, 60)], .once), Self.field())
    #expect(result.imageCount == 1)
    #expect(abs(result.coverage - 0.02) < 1e-3)
  }

  @Test func whatCannotBeFlownIsSaid() throws {
    let fast = try Self.evaluate(
      Self.line([Self.point(50, 5), Self.point(50, 95)], .everyDistance(.meters(5)), speed: 15),
      Self.field()
    )
    let errors = fast.limits.filter { $0.severity == .error }
    #expect(Set(errors.map(\.kind)) == [.shutterInterval, .motionBlur, .maximumSpeed])
    #expect(errors.contains { $0.message == "15 m/s is above 12 m/s, the highest survey speed of d." })

    let high = try Self.evaluate(
      Self.line([Self.point(50, 5), Self.point(50, 95)], .everyDistance(.meters(5)), altitude: 150),
      Self.field()
    )
    #expect(high.limits.contains { $0.kind == .heightLaw && $0.severity == .error })

    let long = try Self.evaluate(
      Self.line((0..<30).map { Self.point($0 % 2 == 0 ? 0 : 100, 50) }, .none),
      Self.field()
    )
    #expect(
      long.limits.first { $0.kind == .battery }?.message
        == "A flight takes 10.8 min of battery, but 80 % of the battery are 8 min."
    )
    #expect(long.coverage == 0)
    #expect(long.gsd == nil)
  }

  @Test func pathsOverHolesAndBeyondAreMeasured() throws {
    let hole = try LinearRing([(40, 40), (60, 40), (60, 60), (40, 60)].map(Self.point))
    let outer = try #require(try Self.field().first?.outer)
    let field = [try FieldBoundary(outer: outer, holes: [hole])]
    let result = try Self.evaluate(Self.line([Self.point(-10, 50), Self.point(110, 50)], .none), field)
    #expect(abs(result.lengthOverHoles.meters - 20) < 1e-6)
    #expect(abs(result.lengthBeyondField.meters - 20) < 1e-6)
    #expect(result.limits.contains { $0.kind == .outside })
  }

  /// A plan, seen as somebody else's mission, shows what the plan says it shows.
  @Test(arguments: 1...6)
  func aPlanIsEvaluatedAsItIsPlanned(seed: UInt64) throws {
    let random = RandomField(seed: seed, corners: 9, radius: 150)
    let field = [
      try FieldBoundary(
        outer: LinearRing(random.outer.map { Self.point($0.east, $0.north) }),
        holes: [LinearRing(random.hole.map { Self.point($0.east, $0.north) })]
      )
    ]
    let origin = try GeoCoordinate(latitude: .degrees(48), longitude: .degrees(16))
    let request = try SurveyRequest(drone: Self.drone(), target: .groundSamplingDistance(.centimetersPerPixel(2)))
    let plan = try SurveyPlan(for: field, in: LocalFrame(origin: origin), request: request)
    let flights = plan.sorties.map { sortie in
      sortie.legs.flatMap { leg in
        leg.path.enumerated().map { index, place in
          FlownPoint(
            place: place,
            altitude: plan.design.altitude,
            speed: leg.speed,
            pictures: index == 0 ? leg.line.map { .everyDistance($0.photoDistance) } ?? .none : .none
          )
        }
      }
    }
    let result = try MissionEvaluation(
      of: flights,
      over: SurveySite(field, in: TestFields.frame()),
      with: request.drone,
      conditions: request.conditions,
      dynamics: request.dynamics
    )
    #expect(abs(result.coverage - plan.coverage) < 3e-4)
    #expect(result.imageCount == plan.imageCount)
    #expect(abs((result.pathLength - plan.pathLength).meters) < 1e-6)
    #expect(abs((result.flightTime - plan.flightTime).inSeconds) < 1e-3)
    #expect(result.lengthOverHoles == plan.lengthOverHoles)
  }

  /// Single pictures at each 5 m, 20 m wide and 10 m long, on two lines 10 m apart.
  @Test func singlePicturesOnALineAreALine() throws {
    let places = [45.0, 55].flatMap { east in (0...20).map { Self.point(east, Double($0) * 5) } }
    let result = try Self.evaluate(Self.line(places, .once), Self.field())
    #expect(result.lineCount == 2)
    #expect(result.imageCount == 41)
    #expect(abs((result.frontlap?.mean ?? 0) - 0.5) < 1e-9)
    #expect(abs((result.sidelap?.mean ?? 0) - 0.5) < 1e-9)
    #expect(abs(result.coverage - 0.3) < 1e-9)
    // Three places that lie anyhow are no line.
    let scattered = try Self.evaluate(
      Self.line([Self.point(10, 10), Self.point(60, 40), Self.point(20, 80), Self.point(0, 0)], .once),
      Self.field()
    )
    #expect(scattered.lineCount == 3)
    #expect(scattered.frontlap == nil)
  }

  @Test func picturesThatLookAsideShowNothing() throws {
    let points = Self.line([Self.point(50, 0), Self.point(50, 100)], .everyDistance(.meters(5))).map {
      FlownPoint(place: $0.place, altitude: $0.altitude, speed: $0.speed, pictures: $0.pictures, looksDown: false)
    }
    let result = try Self.evaluate(points, Self.field())
    #expect(result.coverage == 0)
    #expect(result.imageCount == 21 && result.obliqueImageCount == 21)
    #expect(result.gsd == nil)
    #expect(result.limits.map(\.kind) == [.coverage])
    #expect(
      result.limits[0].message == "The pictures show 0 % of the field: none of them looks straight down."
    )
  }

  @Test func whyGroundIsMissingIsSaid() throws {
    // 20 m wide lines 40 m apart: a gap of 20 m, and 40 m beyond.
    let lines = [10.0, 50].flatMap { east in
      Self.line([Self.point(east, 5), Self.point(east, 95)], .everyDistance(.meters(5)))
    }
    let result = try Self.evaluate(lines, Self.field())
    #expect(
      result.limits.last { $0.kind == .coverage }?.message == """
        The pictures show 40 % of the field; 40 % of the field lie beyond the ground that they surround: another \
        mission of the survey may show them; 20 % of the field lie between them.
        """
    )
    let none = try Self.evaluate(Self.line([Self.point(0, 0), Self.point(0, 50)], .none), Self.field())
    #expect(none.limits.map(\.message) == ["The pictures show 0 % of the field: the mission takes none."])
  }
}
