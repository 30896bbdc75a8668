import Quantities

/// The warning that a survey is more than a day's work, with what else could be done.
enum Workload {
  static func limits(
    _ economics: SurveyEconomics,
    lineLength: Length,
    request: SurveyRequest,
    design: SurveyDesign
  ) -> [PlanLimit] {
    var limits: [PlanLimit] = []
    if let missing = economics.schedule.sortiesWithoutBattery, missing > 0 {
      limits.append(
        PlanLimit(
          .battery,
          .warning,
          """
          \(missing) of the sorties have no charged battery left with \(request.logistics.batteries ?? 0) at hand; \
          charging takes time that is not counted.
          """
        )
      )
    }
    guard economics.schedule.onSiteTime > request.logistics.workingDay else { return limits }
    let perSquareKilometer = lineLength.kilometers / economics.area.squareKilometers
    limits.append(
      PlanLimit(
        .workload,
        .warning,
        """
        This is \(Figure.text(lineLength.kilometers, 1)) km of lines \
        (\(Figure.text(perSquareKilometer, 0)) km for a square kilometre) and \
        \(Figure.text(economics.schedule.onSiteTime.inHours, 1)) h on site, \(economics.schedule.days) working days; on foot it is \
        \(Figure.text(economics.manual.timePerSquareKilometer.inHours * economics.area.squareKilometers, 1)) h.
        """,
        advice: alternatives(economics, request: request, design: design)
      )
    )
    return limits
  }

  /// What takes less: a sample at the same pixel, a coarser pixel with visits to what it finds, a shorter exposure.
  private static func alternatives(
    _ economics: SurveyEconomics,
    request: SurveyRequest,
    design: SurveyDesign
  ) -> PlanAdvice {
    let coarse = GroundSamplingDistance.centimetersPerPixel(1)
    var wider = request
    wider.target = .groundSamplingDistance(coarse)
    let mapped = design.gsd < coarse ? try? SurveyDesign(wider) : nil
    return .doLess(
      coarserHours: mapped.map {
        let share = (design.widestRowGap / $0.widestRowGap) * (design.speed / $0.speed)
        return Figure.text(economics.schedule.onSiteTime.inHours * share, 1)
      },
      shorterExposure: design.bindingLimit == .motionBlur
    )
  }
}
