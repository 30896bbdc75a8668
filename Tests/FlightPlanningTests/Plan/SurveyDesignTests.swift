import FlightPlanning
import Quantities
import Testing

@Suite struct SurveyDesignTests {
  @Test func theDesignOfTheSecondScenarioIsComputedByHand() throws {
    let design = try SurveyDesign(TestFields.request())
    #expect(abs(design.altitude.meters - 36.48) < 1e-9)
    #expect(abs(design.groundWidth.meters - 54.72) < 1e-9)
    #expect(abs(design.widestRowGap.meters - 54.72 * 0.4) < 1e-9)
    #expect(abs(design.photoDistance.meters - 36.48 * 0.3) < 1e-9)
    // 10.944 m in 2.5 s; blur would allow 10 m/s.
    #expect(abs(design.speed.metersPerSecond - 4.3776) < 1e-9)
    #expect(design.adjustments.map(\.what) == ["speed_m_per_s"])
    #expect(design.adjustments.first?.reason == "The speed is limited by the camera's shortest photo interval.")
  }

  /// The seminar's two points, and the line through them on logarithmic axes.
  @Test(arguments: [(10.0, 0.1), (10_000.0, 1.0), (80.0, 0.2)])
  func thePlantSetsThePixel(squareCentimeters: Double, centimeters: Double) throws {
    let camera = try ShippedCatalog.load().drone(id: "phantom-4-pro").camera
    let gsd = try SurveyTarget.plantArea(.squareCentimeters(squareCentimeters)).groundSamplingDistance(with: camera)
    #expect(abs(gsd.centimetersPerPixel - centimeters) < 1e-12)
  }

  @Test func anAltitudeAboveTheLawIsRefusedWithTheWayOut() throws {
    var request = try TestFields.request()
    request.target = .altitude(.meters(150))
    #expect {
      try SurveyDesign(request)
    } throws: {
      "\($0)"
        == """
        The plan needs an altitude of 150 m, above the limit of 120 m. Ask for 3.289 cm/px or finer, or raise \
        the limit if you hold a permit.
        """
    }
    request.conditions.maximumAltitude = .meters(200)
    #expect(abs(try SurveyDesign(request).altitude.meters - 150) < 1e-9)
  }

  @Test func wingsAreNotAskedToCrawl() throws {
    #expect {
      try SurveyDesign(TestFields.request("wingtra-one-qx1", centimeters: 1))
    } throws: {
      "\($0)"
        == """
        The plan needs a speed of at most 10 m/s, but 'wingtra-one-qx1' cannot fly below 16 m/s. Ask for 1.6 cm/px or \
        coarser, or choose a multirotor.
        """
    }
    #expect(try SurveyDesign(TestFields.request("wingtra-one-qx1", centimeters: 1.7)).speed == .metersPerSecond(16))
  }

  @Test(arguments: [0, -3, Double.nan])
  func whatIsNotAboveZeroIsRefused(value: Double) throws {
    var request = try TestFields.request()
    request.target = .altitude(.meters(value))
    #expect(throws: FlightPlanningError.notPositive(quantity: "altitude")) { try SurveyDesign(request) }
    request.target = .plantArea(.squareMeters(value))
    #expect(throws: FlightPlanningError.notPositive(quantity: "plant area")) { try SurveyDesign(request) }
    request = try TestFields.request()
    request.speed = .metersPerSecond(value)
    #expect(throws: FlightPlanningError.notPositive(quantity: "speed")) { try SurveyDesign(request) }
  }

  @Test func whatNobodyCanMeanIsRefused() throws {
    #expect {
      try SurveyDesign(TestFields.request(centimeters: 1e-9))
    } throws: {
      "\($0)"
        == "A ground sampling distance of 1e-09 cm/px is not plausible. Give one from 0.0001 cm/px to 100000 cm/px."
    }
    var request = try TestFields.request()
    request.speed = .metersPerSecond(1e-300)
    #expect {
      try SurveyDesign(request)
    } throws: {
      "\($0)" == "A speed of 1e-300 m/s is not plausible. Give one from 0.001 m/s to 1000 m/s."
    }
    request = try TestFields.request()
    request.conditions.blurLimitInPixels = 1e-300
    #expect(throws: FlightPlanningError.self) { try SurveyDesign(request) }
  }

  @Test func conditionsThatCannotBeAreRefused() throws {
    var request = try TestFields.request()
    request.conditions.exposure = .zero
    #expect(throws: FlightPlanningError.notPositive(quantity: "exposure time")) { try SurveyDesign(request) }
    request = try TestFields.request()
    request.conditions.blurLimitInPixels = .nan
    #expect(throws: FlightPlanningError.notPositive(quantity: "motion blur limit")) { try SurveyDesign(request) }
    request = try TestFields.request()
    request.dynamics.usableBatteryShare = 1.2
    #expect {
      try SurveyDesign(request)
    } throws: {
      "\($0)"
        == "A usable part of 120% of the battery is not possible. Give more than 0% and at most 100%."
    }
  }

  @Test(arguments: ["60", "abc%", "-1%", "100%", "nan%"])
  func whatIsNoOverlapIsRefused(text: String) {
    #expect(throws: FlightPlanningError.self) { try Overlap(parsing: text) }
  }

  @Test func anOverlapNeedsItsPerCentSign() {
    #expect {
      try Overlap(parsing: "60")
    } throws: {
      "\($0)" == "'60' is no overlap: the per cent sign is missing. Write it behind the number, as in 60%."
    }
  }

  /// From stop to stop at 2.5 m/s²: 10 m/s are reached after 4 s and 20 m.
  @Test(arguments: [(100.0, 10.0, 14.0), (40.0, 10.0, 8.0), (10.0, 10.0, 4.0), (0.0, 10.0, 0.0)])
  func aStraightPieceTakesItsTimeFromStopToStop(meters: Double, speed: Double, seconds: Double) {
    let time = FlightDynamics().time(for: .meters(meters), at: .metersPerSecond(speed))
    #expect(abs(time.inSeconds - seconds) < 1e-9)
  }
}
