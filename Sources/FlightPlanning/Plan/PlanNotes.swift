/// What a finished plan has to say about itself.
enum PlanNotes {
  static func limits(coverage: Double, overHoles: Double, drone: Drone) -> [PlanLimit] {
    var limits: [PlanLimit] = []
    if coverage < 0.999 {
      limits.append(
        PlanLimit(
          .coverage,
          .warning,
          """
          The pictures show \(Figure.text(coverage * 100, 2)) % of the field; the rest lies in corners that no line \
          inside the field reaches.
          """
        )
      )
    }
    if overHoles > 0 {
      limits.append(
        PlanLimit(
          .outside,
          .warning,
          """
          \(Figure.text(overHoles, 1)) m of the path lead over holes of the field. Move the take-off point with \
          --takeoff.
          """
        )
      )
    }
    if drone.airframe == .fixedWing {
      limits.append(
        PlanLimit(
          .battery,
          .warning,
          "The flight time counts each turn as a stop, as a multirotor flies it; wings turn in circles instead."
        )
      )
    }
    return limits
  }
}
