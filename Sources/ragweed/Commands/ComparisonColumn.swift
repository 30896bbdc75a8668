import FlightPlanning
import Quantities

/// One figure of the seminar's table: its key, its label and how it is read.
struct ComparisonColumn: Sendable {
  let key: String
  let label: String
  let decimals: Int
  var isCount = false
  let value: @Sendable (Efficiency) -> Double?

  private init(
    _ key: String,
    _ label: String,
    _ decimals: Int,
    isCount: Bool = false,
    value: @escaping @Sendable (Efficiency) -> Double?
  ) {
    self.key = key
    self.label = label
    self.decimals = decimals
    self.isCount = isCount
    self.value = value
  }

  /// The figures as they are.
  static let exact: [ComparisonColumn] =
    [
      ComparisonColumn("ground_width_m", "ground width [m/img]", 3) { $0.groundWidth.meters },
      ComparisonColumn("ground_length_m", "ground length [m/img]", 3) { $0.groundLength.meters },
      ComparisonColumn("ground_area_km2_per_flight", "ground area [km2/flight]", 4) {
        $0.groundAreaPerFlight.squareKilometers
      },
      ComparisonColumn("flights_per_km2", "flights per km2", 4) { $0.flightsPerSquareKilometer },
      ComparisonColumn("time_h_per_km2", "time [h/km2]", 4) { $0.timePerSquareKilometer.inHours },
      ComparisonColumn("cost_eur_per_km2", "costs [EUR/km2]", 2) { $0.costPerSquareKilometer?.euros },
      ComparisonColumn("altitude_m", "altitude [m]", 2) { $0.altitude.meters },
    ] + common + [
      ComparisonColumn("framerate_per_s", "framerate [images/s]", 4) { $0.imagesPerSecond }
    ] + ratios

  /// The figures as the seminar's slides round them.
  static let slides: [ComparisonColumn] =
    [
      ComparisonColumn("ground_width_m", "ground width [m/img]", 2) { SlideRounding($0).groundWidthInMeters },
      ComparisonColumn("ground_length_m", "ground length [m/img]", 2) { SlideRounding($0).groundLengthInMeters },
      ComparisonColumn("ground_area_km2_per_flight", "ground area [km2/flight]", 2) {
        SlideRounding($0).groundAreaInSquareKilometers
      },
      ComparisonColumn("flights_per_km2", "flights per km2", 2) { SlideRounding($0).flightsPerSquareKilometer },
      ComparisonColumn("time_h_per_km2", "time [h/km2]", 2) { SlideRounding($0).hoursPerSquareKilometer },
      ComparisonColumn("cost_eur_per_km2", "costs [EUR/km2]", 1) { SlideRounding($0).eurosPerSquareKilometer },
      ComparisonColumn("altitude_m", "altitude [m]", 2) { SlideRounding($0).altitudeInMeters },
    ] + common + [
      ComparisonColumn("framerate_per_s", "framerate [images/s]", 2) { SlideRounding($0).imagesPerSecond }
    ] + ratios

  private static let common = [
    ComparisonColumn("speed_m_per_s", "speed [m/s]", 2) { $0.speed.metersPerSecond },
    ComparisonColumn("images_per_flight", "images per flight", 0, isCount: true) { Double($0.imagesPerFlight) },
  ]

  private static let ratios = [
    ComparisonColumn("manual_cost_ratio", "manual cost ratio", 2) { $0.manualCostRatio },
    ComparisonColumn("manual_time_ratio", "manual time ratio", 2) { $0.manualTimeRatio },
  ]
}
