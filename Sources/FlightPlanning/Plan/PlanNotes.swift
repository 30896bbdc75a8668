import FieldGeometry

/// What a finished plan has to say about itself.
enum PlanNotes {
  /// Pairs of polygons that share ground.
  static func overlaps(in field: [FieldBoundary]) -> [PlanLimit] {
    field.indices.flatMap { first in
      field.indices.dropFirst(first + 1).filter { field[first].overlaps(field[$0]) }.map { second in
        PlanLimit(
          .field,
          .warning,
          """
          Polygons \(first + 1) and \(second + 1) overlap: what they share is flown and counted twice. Join them in the \
          field's file.
          """
        )
      }
    }
  }

  /// What a plan of our own does not show.
  static func missing(coverage: Double) -> PlanLimit? {
    guard coverage < 0.999 else { return nil }
    return PlanLimit(
      .coverage,
      .warning,
      """
      The pictures show \(Figure.text(coverage * 100, 2)) % of the field; the rest lies in corners that no line \
      inside the field reaches.
      """
    )
  }

  /// A sortie with more points than it may have: a part of a line that cannot be cut further.
  static func waypoints(of sorties: [Sortie], _ request: SurveyRequest) -> [PlanLimit] {
    guard let most = request.mostWaypoints ?? request.drone.mostWaypoints,
      let greatest = sorties.map(\.waypointCount).max(), greatest > most
    else { return [] }
    return [
      PlanLimit(
        .field,
        .warning,
        "A sortie has \(greatest) waypoints, more than the \(most) that it may have: its ways have so many corners."
      )
    ]
  }

  static func limits(missing: PlanLimit?, overHoles: Double, drone: Drone) -> [PlanLimit] {
    var limits = missing.map { [$0] } ?? []
    if overHoles > 0 {
      limits.append(
        PlanLimit(
          .outside,
          .warning,
          "\(Figure.text(overHoles, 1)) m of the path lead over holes of the field.",
          advice: .moveTakeoff
        )
      )
    }
    if let notice = drone.payloadNotice { limits.append(PlanLimit(.battery, .warning, notice)) }
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
