import Quantities

/// Lines that are flown at another speed than designed, because of wind or terrain.
enum SlowedLines {
  static func adjustments(of sorties: [Sortie], design: SurveyDesign, wind: Wind) -> [PlanAdjustment] {
    let legs = sorties.flatMap(\.legs).filter { $0.line != nil }
    return [
      adjustment(legs.filter { $0.speed < design.speed * (1 - 1e-9) }, design, wind),
      adjustment(legs.filter { $0.speed > design.speed * (1 + 1e-9) }, design, wind),
    ]
    .compactMap(\.self)
  }

  private static func adjustment(_ legs: [FlightLeg], _ design: SurveyDesign, _ wind: Wind) -> PlanAdjustment? {
    let slower = legs.first.map { $0.speed < design.speed } ?? true
    guard let extreme = slower ? legs.map(\.speed).min() : legs.map(\.speed).max() else { return nil }
    // Lines of one height throughout are not slowed by the ground, and calm air slows none.
    let causes = [
      wind.speed > .zero ? "the wind" : nil,
      legs.contains { !$0.isLevel } ? "the climb over the terrain" : nil,
      legs.contains { ($0.line?.photoDistance ?? design.photoDistance) < design.photoDistance * (1 - 1e-9) }
        ? "pictures that lie closer together to end before the line does" : nil,
    ].compactMap(\.self)
    let cause =
      causes.count > 1
      ? causes.dropLast().joined(separator: ", ") + " and " + (causes.last ?? "") : causes.first ?? "the wind"
    return PlanAdjustment(
      "line_speed_m_per_s",
      from: design.speed.metersPerSecond,
      to: extreme.metersPerSecond,
      reason: """
        \(legs.count) of the lines are flown \(slower ? "more slowly" : "faster") because of \(cause), the \
        \(slower ? "slowest" : "fastest") at this speed.
        """
    )
  }
}
