import Quantities

extension FlightPlanningError {
  /// The sentences about no-fly zones, corridors and strips.
  var zoneDescription: String {
    switch self {
    case .takeoffInNoFlyZone(let clearance):
      """
      The take-off lies in a no-fly zone, or nearer to one than the clearance of \(Figure.text(clearance.meters, 2)) m. \
      Move it with --takeoff, or give a smaller --clearance.
      """
    case .noWayAround(let length):
      """
      The only ways to a part of the field lead over no-fly zones, for \(Figure.text(length.meters, 1)) m in all. Leave \
      that part out of the field, move the take-off with --takeoff, or give a smaller --clearance.
      """
    case .nothingLeft(let zones, let clearance):
      """
      The no-fly zones of '\(zones)' with a clearance of \(Figure.text(clearance.meters, 2)) m leave nothing of the \
      field. Check that the file holds zones and not the field, or give a smaller --clearance.
      """
    case .noLine:
      "There is no line to plan along. Give two places or more that are not the same."
    case .noTransect(let spacing):
      """
      No transect falls into the field: they are \(Figure.text(spacing.meters, 1)) m apart. Ask for a larger --sample, or \
      another --sample-seed.
      """
    default: ""
    }
  }
}
