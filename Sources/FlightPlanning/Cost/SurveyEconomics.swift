public import Quantities

/// What a survey takes and costs: as the seminar counts it, as planned, and on foot.
public struct SurveyEconomics: Sendable, Hashable {
  /// The time on site.
  public let schedule: SurveySchedule
  /// The cost.
  public let cost: CostBreakdown
  /// The space for the pictures.
  public let storage: ImageStorage
  /// The seminar's figures at the plan's ground sampling distance: the drone's highest speed, no overlap, turns or reserve.
  public let ideal: Efficiency
  /// The figures of a survey on foot.
  public let manual: ManualSurvey
  /// The area planned.
  public let area: Area

  init(_ sorties: [Sortie], area: Area, request: SurveyRequest, design: SurveyDesign) throws {
    try request.logistics.check()
    self.area = area
    schedule = SurveySchedule(sorties, logistics: request.logistics, dynamics: request.dynamics)
    let flightTime = sorties.reduce(Duration.zero) { $0 + $1.duration }
    if request.logistics.rates == nil, let perFlight = request.drone.costPerFlight {
      cost = CostBreakdown(perFlight: perFlight, sorties: sorties.count)
    } else {
      cost = CostBreakdown(
        rates: request.logistics.rates ?? CostRates(),
        schedule: schedule,
        flightTime: flightTime,
        sorties: sorties.count
      )
    }
    storage = ImageStorage(camera: request.drone.camera, images: sorties.reduce(0) { $0 + $1.imageCount })
    manual = request.manual
    ideal = try Efficiency(
      of: request.drone,
      gsd: design.gsd,
      speed: request.drone.maximumSpeed,
      manual: request.manual
    )
  }

  /// A figure of this area brought to a square kilometre.
  public func perSquareKilometer(_ value: Double) -> Double { value / area.squareKilometers }
}
