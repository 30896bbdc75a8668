import FlightPlanning
import Quantities
import Testing

/// The seminar's table, all sixty cells of it, and its figures before they were rounded.
@Suite struct SeminarTableTests {
  struct Column: Sendable, CustomTestStringConvertible {
    let drone: String
    let gsdInCentimeters: Double
    /// Ground width and length, area, flights, hours, euros, altitude, speed, images, pictures per second.
    let printed: [Double]
    var testDescription: String { "\(drone) at \(gsdInCentimeters) cm/px" }
  }

  static let printed = [
    Column(
      drone: "phantom-4-pro",
      gsdInCentimeters: 0.1,
      printed: [5.47, 3.65, 0.2, 5.08, 2.54, 152.3, 3.65, 20, 9869, 5.48]
    ),
    Column(
      drone: "matrice-300-p1-50mm",
      gsdInCentimeters: 0.1,
      printed: [8.19, 5.46, 0.62, 1.61, 1.48, 176.9, 11.41, 23, 13902, 4.21]
    ),
    Column(
      drone: "wingtra-one-qx1",
      gsdInCentimeters: 0.1,
      printed: [5.46, 3.63, 0.31, 3.24, 3.19, 145.6, 4.7, 16, 15595, 4.41]
    ),
    Column(
      drone: "phantom-4-pro",
      gsdInCentimeters: 1,
      printed: [54.72, 36.48, 1.97, 0.51, 0.26, 15.2, 36.48, 20, 987, 0.55]
    ),
    Column(
      drone: "matrice-300-p1-50mm",
      gsdInCentimeters: 1,
      printed: [81.92, 54.60, 6.22, 0.16, 0.15, 17.7, 114.09, 23, 1391, 0.42]
    ),
    Column(
      drone: "wingtra-one-qx1",
      gsdInCentimeters: 1,
      printed: [54.56, 36.32, 3.09, 0.32, 0.31, 14.6, 47.03, 16, 1560, 0.44]
    ),
  ]

  @Test(arguments: printed)
  func slidesRoundingReproducesEveryCell(column: Column) throws {
    let drone = try ShippedCatalog.load().drone(id: column.drone)
    let efficiency = try Efficiency(
      of: drone,
      gsd: .centimetersPerPixel(column.gsdInCentimeters),
      speed: drone.maximumSpeed
    )
    let slides = SlideRounding(efficiency)
    let cells = [
      slides.groundWidthInMeters, slides.groundLengthInMeters, slides.groundAreaInSquareKilometers,
      slides.flightsPerSquareKilometer, slides.hoursPerSquareKilometer,
      try #require(slides.eurosPerSquareKilometer), slides.altitudeInMeters, efficiency.speed.metersPerSecond,
      Double(efficiency.imagesPerFlight), slides.imagesPerSecond,
    ]
    #expect(cells.count == column.printed.count)
    for (cell, printed) in zip(cells, column.printed) { #expect(abs(cell - printed) < 1e-9) }
  }

  static let unrounded = [
    Column(
      drone: "phantom-4-pro",
      gsdInCentimeters: 0.1,
      printed: [5.4720, 3.6480, 0.19699, 5.0763, 2.5382, 152.290, 3.648, 20, 9869, 5.4825]
    ),
    Column(
      drone: "matrice-300-p1-50mm",
      gsdInCentimeters: 0.1,
      printed: [8.1920, 5.4600, 0.62178, 1.6083, 1.4743, 176.913, 11.409, 23, 13902, 4.2125]
    ),
    Column(
      drone: "wingtra-one-qx1",
      gsdInCentimeters: 0.1,
      printed: [5.4560, 3.6320, 0.30903, 3.2360, 3.1820, 145.618, 4.703, 16, 15595, 4.4053]
    ),
    Column(
      drone: "phantom-4-pro",
      gsdInCentimeters: 1,
      printed: [54.72, 36.48, 1.9699, 0.5076, 0.2538, 15.229, 36.480, 20, 987, 0.5482]
    ),
    Column(
      drone: "matrice-300-p1-50mm",
      gsdInCentimeters: 1,
      printed: [81.92, 54.60, 6.2177, 0.1608, 0.1474, 17.691, 114.0947, 23, 1391, 0.4212]
    ),
    Column(
      drone: "wingtra-one-qx1",
      gsdInCentimeters: 1,
      printed: [54.56, 36.32, 3.0903, 0.3236, 0.3182, 14.562, 47.034, 16, 1560, 0.4405]
    ),
  ]

  @Test(arguments: unrounded)
  func exactFiguresAgreeWithTheUnroundedOnes(column: Column) throws {
    let drone = try ShippedCatalog.load().drone(id: column.drone)
    let efficiency = try Efficiency(
      of: drone,
      gsd: .centimetersPerPixel(column.gsdInCentimeters),
      speed: drone.maximumSpeed
    )
    let cells = [
      efficiency.groundWidth.meters, efficiency.groundLength.meters,
      efficiency.groundAreaPerFlight.squareKilometers, efficiency.flightsPerSquareKilometer,
      efficiency.timePerSquareKilometer.inHours, try #require(efficiency.costPerSquareKilometer).euros,
      efficiency.altitude.meters, efficiency.speed.metersPerSecond, Double(efficiency.imagesPerFlight),
      efficiency.imagesPerSecond,
    ]
    // The reference gives four to six digits.
    for (cell, reference) in zip(cells, column.printed) { #expect(abs(cell - reference) < 2e-4 * reference) }
  }

  @Test func theManualRatiosAreThoseOfTheirInputs() throws {
    let drone = try ShippedCatalog.load().drone(id: "phantom-4-pro")
    let efficiency = try Efficiency(of: drone, gsd: .centimetersPerPixel(0.1), speed: drone.maximumSpeed)
    #expect(abs(try #require(efficiency.manualCostRatio) - 750 / 152.290448) < 1e-6)
    #expect(abs(efficiency.manualTimeRatio - 25 / 2.538174) < 1e-5)
  }

  @Test(arguments: [0, -1, Double.nan, .infinity])
  func aPixelWithoutALengthIsRefused(centimeters: Double) throws {
    let drone = try ShippedCatalog.load().drone(id: "phantom-4-pro")
    #expect {
      try Efficiency(of: drone, gsd: .centimetersPerPixel(centimeters), speed: drone.maximumSpeed)
    } throws: {
      String(describing: $0)
        == "The ground sampling distance is not above zero. Give a positive ground sampling distance."
    }
  }
}
