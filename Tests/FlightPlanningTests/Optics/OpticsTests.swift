import FlightPlanning
import Quantities
import Testing

@Suite struct OpticsTests {
  static func design(_ drone: String = "phantom-4-pro", _ change: (inout SurveyRequest) -> Void = { _ in }) throws
    -> SurveyDesign
  {
    var request = try TestFields.request(drone)
    change(&request)
    return try SurveyDesign(request)
  }

  @Test func whatSetsTheSpeedIsNamed() throws {
    #expect(try Self.design().bindingLimit == .shutterInterval)
    #expect(try Self.design { $0.conditions.frontlap = .none }.bindingLimit == .motionBlur)
    #expect(try Self.design { $0.speed = .metersPerSecond(2) }.bindingLimit == .requestedSpeed)
    let fast = try Self.design("mini-4-pro") {
      $0.target = .groundSamplingDistance(.centimetersPerPixel(2))
      $0.conditions.frontlap = .none
    }
    #expect(fast.bindingLimit == .maximumSpeed)
  }

  /// 33 ms at 4.3776 m/s and 1 cm are 14.45 px; the mechanical shutter has none.
  @Test func anElectronicShutterSkewsThePicture() throws {
    let mechanical = try Self.design().rollingShutter
    #expect(mechanical.kind == .mechanical)
    #expect(mechanical.skewInPixels == 0)
    let design = try Self.design { $0.conditions.exposure = .microseconds(250) }
    #expect(design.rollingShutter.kind == .electronic)
    #expect(abs((try #require(design.rollingShutter.skewInPixels)) - 0.033 * 4.3776 / 0.01) < 1e-9)
    #expect(design.limits.contains { $0.kind == .exposureRange && $0.message.contains("ends at 1/2000 s") })
    #expect(design.limits.contains { $0.kind == .rollingShutter && $0.message.contains("33 ms") })
  }

  @Test func anUnknownShutterIsCalledUnknown() throws {
    let shutter = try Self.design("matrice-300-p1-50mm").rollingShutter
    #expect(shutter.kind == .unknown)
    #expect(shutter.skewInPixels == nil)
  }

  @Test func anExposureThatTheCameraLacksIsRefused() throws {
    #expect {
      try Self.design { $0.conditions.exposure = .microseconds(100) }
    } throws: {
      "\($0)"
        == """
        DJI Phantom 4 Pro cannot expose for 1/10000 s; its shortest is 1/8000 s. Give a longer one.
        """
    }
  }

  /// 35 m of power line and 5 m of margin are 40 m, and 1 cm/px is seen from 36.48 m.
  @Test func obstaclesAreKeptClearOf() throws {
    #expect {
      try Self.design { $0.conditions.obstacleHeight = .meters(35) }
    } throws: {
      "\($0)"
        == """
        The altitude of 36.48 m is too near to the obstacles, which need 40 m with the margin. Ask for 1.097 cm/px or \
        coarser, or leave the obstacles out as holes of the field.
        """
    }
    #expect(try Self.design { $0.conditions.obstacleHeight = .meters(31) }.altitude > .meters(36))
  }

  /// The Phantom 4 RTK's calibration: 3692.7 px against 8.8 mm by 13.2 mm / 5472 px = 3648 px.
  @Test func nominalAndCalibratedFocalLengthsAreBothKnown() throws {
    let camera = try ShippedCatalog.load().drone(id: "phantom-4-rtk").camera
    #expect(abs(camera.nominalFocalLengthInPixels - 3648) < 1e-9)
    #expect(camera.focalLengthInPixels == 3692.7)
  }
}
