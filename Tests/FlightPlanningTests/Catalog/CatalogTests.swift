import FlightPlanning
import Quantities
import Testing

@Suite struct CatalogTests {
  @Test func everyFigureNamesItsSource() throws {
    let catalog = try ShippedCatalog.load()
    #expect(catalog.cameras.count >= 25)
    for camera in catalog.cameras {
      var keys = ["sensor_width_mm", "width_px", "height_px", "focal_length_mm"]
      if camera.sensorHeight != nil { keys.append("sensor_height_mm") }
      if camera.shortestInterval != nil { keys.append("shortest_interval_s") }
      if camera.calibratedFocalLengthInPixels != nil { keys.append("calibrated_focal_length_px") }
      if !camera.exifModels.isEmpty { keys.append("exif_models") }
      for key in keys { #expect(camera.sources[key] != nil, "\(camera.id) \(key)") }
    }
    for drone in catalog.drones {
      var keys = ["speed_m_per_s", "flight_time_min"]
      if drone.batteryEnergy != nil { keys.append("battery_wh") }
      if drone.costPerFlight != nil { keys.append("cost_eur_per_flight") }
      for key in keys { #expect(drone.sources[key] != nil, "\(drone.id) \(key)") }
    }
  }

  @Test func sensorsHaveNearlySquarePixels() throws {
    for camera in try ShippedCatalog.load().cameras {
      guard let height = camera.sensorHeight else { continue }
      let ratio = (height / Double(camera.heightInPixels)) / camera.pixelPitch
      // Rounded data sheets; the worst, 0.89, is one whose sources disagree about the sensor.
      #expect(abs(ratio - 1) < 0.12, "\(camera.id): \(ratio)")
    }
  }

  @Test func aCameraIsFoundByTheModelInItsPictures() throws {
    let catalog = try ShippedCatalog.load()
    #expect(catalog.camera(exifModel: "FC6310")?.id == "dji-phantom-4-pro")
    #expect(catalog.camera(exifModel: "fc300x")?.sensorWidth == .millimeters(6.17))
    #expect(catalog.camera(exifModel: "M3E")?.id == "dji-mavic-3-enterprise")
    #expect(catalog.cameras(exifModel: "ZenmuseP1").count == 3)
    #expect(catalog.camera(exifModel: "ZenmuseP1", focalLength: .millimeters(35))?.id == "dji-zenmuse-p1-35mm")
    #expect(catalog.camera(exifModel: "no such model") == nil)
  }

  @Test func theCalibratedFocalLengthGoesBeforeTheNominalOne() throws {
    let catalog = try ShippedCatalog.load()
    let calibrated = try #require(catalog.camera(exifModel: "FC6310R"))
    #expect(calibrated.focalLengthInPixels == 3692.7)
    let nominal = try #require(catalog.camera(exifModel: "FC6310"))
    #expect(abs(nominal.focalLengthInPixels - 3648) < 1e-9)
    #expect(abs(nominal.groundSamplingDistance(at: .meters(36.48)).centimetersPerPixel - 1) < 1e-12)
  }

  @Test func theUsersEntriesReplaceShippedOnes() throws {
    let user = try ShippedCatalog.record(
      """
      {"drones": [{"id": "phantom-4-pro", "name": "mine", "camera": "sony-rx0", "speed_m_per_s": 10,
        "flight_time_min": 20}]}
      """
    )
    let catalog = try ShippedCatalog.load(user: user)
    let drone = try catalog.drone(id: "phantom-4-pro")
    #expect(drone.name == "mine")
    #expect(drone.costPerFlight == nil)
    #expect(catalog.userDroneIDs == ["phantom-4-pro"])
    let scenario = try Scenario(drone: drone, gsd: .centimetersPerPixel(1))
    #expect(scenario.ideal.costPerSquareKilometer == nil)
    #expect(scenario.ideal.manualCostRatio == nil)
  }

  @Test(arguments: [
    (
      "phantom4pr",
      "There is no drone 'phantom4pr' in the catalogue. Did you mean 'phantom-4-pro'?"
    ),
    (
      "phantom-4-por",
      "There is no drone 'phantom-4-por' in the catalogue. Did you mean 'phantom-4-pro'?"
    ),
    ("zeppelin", "There is no drone 'zeppelin' in the catalogue. Name one of the catalogue."),
  ])
  func anUnknownDroneIsRefusedWithTheNearestName(id: String, sentence: String) throws {
    let catalog = try ShippedCatalog.load()
    #expect {
      try catalog.drone(id: id)
    } throws: {
      String(describing: $0) == sentence
    }
  }

  @Test(arguments: [
    ("M3E", "mavic-3-enterprise"), ("m3e", "mavic-3-enterprise"), ("P4P", "phantom-4-pro"), ("FC6310", "phantom-4-pro"),
    ("FC6310R", "phantom-4-rtk"), ("DJI Mini 4 Pro", "mini-4-pro"), ("Mini 4 Pro", "mini-4-pro"), ("M30", "matrice-30"),
    ("Atom 3", "potensic-atom-3"), ("Phantom 4 Pro", "phantom-4-pro"), ("phantom4pro", "phantom-4-pro"),
  ])
  func aDroneIsFoundByWhatPeopleCallIt(name: String, id: String) throws {
    #expect(try ShippedCatalog.load().drone(id: name).id == id)
  }

  @Test func aNameOfSeveralDronesIsRefusedWithThem() throws {
    let catalog = try ShippedCatalog.load()
    #expect {
      try catalog.drone(id: "M300")
    } throws: {
      "\($0)"
        == "The name 'M300' could be matrice-300-p1-50mm, matrice-300-p1-35mm or matrice-300-p1-24mm. Name one of them."
    }
    #expect(throws: FlightPlanningError.unknownDrone(id: "", suggestion: nil)) { try catalog.drone(id: "") }
  }

  @Test func theMiniTakesItsPicturesAtTwelveMegapixels() throws {
    let mini = try ShippedCatalog.load().drone(id: "mini-4-pro")
    #expect(mini.camera.widthInPixels == 4032)
    #expect(mini.camera.shortestInterval == .seconds(2))
    // 6.66 mm over 9.6 mm of sensor, as wide as 24 mm on film: 1 cm/px from 28 m.
    #expect(abs(mini.camera.altitude(for: .centimetersPerPixel(1)).meters - 27.97) < 0.05)
  }

  @Test(arguments: [
    (
      #"{"cameras": [{"id": "a", "name": "a", "sensor_width_mm": 0, "width_px": 1, "height_px": 1, "focal_length_mm": 1}]}"#,
      "The catalogue entry 'a' has sensor_width_mm 0.0, which is not above zero or absurdly large. Correct the entry."
    ),
    (
      #"""
      {"drones": [{"id": "a", "name": "a", "camera": "sony-rx0", "speed_m_per_s": 1, "minimum_speed_m_per_s": 2,
        "flight_time_min": 1}]}
      """#,
      "The catalogue entry 'a' has a minimum_speed_m_per_s above its speed_m_per_s. Correct the entry."
    ),
    (
      #"{"drones": [{"id": "a", "name": "a", "camera": "none", "speed_m_per_s": 1, "flight_time_min": 1}]}"#,
      """
      The drone 'a' carries the camera 'none', which is not in the catalogue. Add the camera or correct its id.
      """
    ),
    (
      #"""
      {"drones": [{"id": "a", "name": "a", "camera": "sony-rx0", "speed_m_per_s": 1, "flight_time_min": 1},
        {"id": "a", "name": "a", "camera": "sony-rx0", "speed_m_per_s": 1, "flight_time_min": 1}]}
      """#,
      "The catalogue has two entries with the id 'a'. Give one of them another id."
    ),
  ])
  func anEntryThatCannotBeIsRefused(json: String, sentence: String) throws {
    let record = try ShippedCatalog.record(json)
    #expect {
      try ShippedCatalog.load(user: record)
    } throws: {
      String(describing: $0) == sentence
    }
  }

  @Test func aPayloadsPowerShortensTheFlight() throws {
    let drone = try ShippedCatalog.load().drone(id: "mavic-3-enterprise")
    // 77 Wh in three quarters of an hour are 102.67 W; with 10 W more they last 77 / 112.67 h.
    let loaded = try drone.carrying(.watts(10))
    #expect(abs(loaded.flightTime.inMinutes - 60 * 77 / (77 / 0.75 + 10)) < 1e-9)
    #expect(loaded.payloadPower == .watts(10))
    // In one step or in two.
    let two = try drone.carrying(.watts(12)).carrying(.watts(18))
    #expect(abs(two.flightTime.inMinutes - (try drone.carrying(.watts(30)).flightTime.inMinutes)) < 1e-9)
    // 12 V and 3.26 A is what it gives.
    #expect(loaded.payloadNotice == nil)
    #expect(
      try #require(loaded.carrying(.watts(30)).payloadNotice).contains("draws 40 W, and DJI Mavic 3 Enterprise gives")
    )
    let phantom = try ShippedCatalog.load().drone(id: "phantom-4-pro")
    #expect(phantom.payloadNotice == nil)
    #expect(try #require(phantom.carrying(.watts(10)).payloadNotice).contains("has no port that gives a payload power"))
    #expect(try drone.carrying(.zero) == drone)
    #expect(throws: FlightPlanningError.self) { try drone.carrying(.watts(-1)) }
  }

  @Test func aDroneMadeInSwiftIsTheCatalogues() throws {
    let known = try Catalog.shipped().drone(id: "phantom-4-pro")
    let camera = try Camera(
      id: known.camera.id,
      name: known.camera.name,
      sensorWidth: .millimeters(13.2),
      sensorHeight: .millimeters(8.8),
      widthInPixels: 5472,
      heightInPixels: 3648,
      focalLength: .millimeters(8.8),
      shortestInterval: known.camera.shortestInterval,
      shortestExposure: known.camera.shortestExposure,
      shortestMechanicalExposure: known.camera.shortestMechanicalExposure,
      rollingShutterReadout: known.camera.rollingShutterReadout,
      bytesPerImage: known.camera.bytesPerImage,
      exifModels: known.camera.exifModels,
      sources: known.camera.sources
    )
    #expect(camera == known.camera)
    let drone = try Drone(
      id: "own",
      camera: camera,
      maximumSpeed: .metersPerSecond(20),
      flightTime: .minutes(30),
      costPerFlight: .euros(30)
    )
    let own = try Scenario(drone: drone, gsd: .centimetersPerPixel(1)).ideal
    let scenario = try Scenario(drone: known, gsd: .centimetersPerPixel(1)).ideal
    #expect(own.timePerSquareKilometer == scenario.timePerSquareKilometer)
    #expect(own.costPerSquareKilometer == scenario.costPerSquareKilometer)
    #expect(throws: FlightPlanningError.figureNotPositive(owner: "own", figure: "flight_time_min", value: 0)) {
      try Drone(id: "own", camera: camera, maximumSpeed: .metersPerSecond(20), flightTime: .zero)
    }
    #expect(throws: FlightPlanningError.minimumAboveMaximum(drone: "own")) {
      try Drone(
        id: "own",
        camera: camera,
        maximumSpeed: .metersPerSecond(20),
        minimumSpeed: .metersPerSecond(21),
        flightTime: .minutes(1)
      )
    }
  }

  @Test func aPayloadNeedsAKnownBattery() throws {
    let record = try ShippedCatalog.record(
      """
      {"cameras": [], "drones": [{"id": "kite", "name": "Kite", "camera": "dji-phantom-4-pro", "speed_m_per_s": 5,
      "flight_time_min": 10}]}
      """
    )
    let drone = try ShippedCatalog.load(user: record).drone(id: "kite")
    #expect(throws: FlightPlanningError.unknownBattery(drone: "kite")) { try drone.carrying(.watts(1)) }
  }
}
