import FieldGeometry
public import Quantities

/// How much of a mission leads over no-fly zones.
public struct ZoneCrossing: Sendable, Hashable {
  /// The length of the path over the zones as drawn.
  public let overZones: Length

  /// The length of the path over the zones or nearer to them than the clearance.
  public let withinClearance: Length

  /// The distance that the path is to keep.
  public let clearance: Length

  /// Files round places to a centimetre or a few: who flies along an edge is not over it for that.
  private static let rounding = 0.05
  /// Corners are rounded off by less than this, in metres; a plan of this program may come so much nearer.
  private static let corner = 1.0

  /// Measures the paths of flights.
  init(_ flights: [[FlownPoint]], zones: NoFlyZones) {
    func length(over ground: [FieldBoundary]) -> Length {
      let ground = ForbiddenGround(holesOf: [], zones: ground, tolerance: Self.rounding)
      var over = 0.0
      for (start, end) in flights.lazy.flatMap({ zip($0, $0.dropFirst()) }) {
        over += ground.length(from: Vector(start.place), to: Vector(end.place))
      }
      return .meters(over)
    }
    overZones = length(over: zones.zones)
    withinClearance = length(over: zones.keepOut)
    clearance = zones.clearance
  }

  /// What stands against the mission.
  var limits: [PlanLimit] {
    if overZones > .zero {
      return [
        PlanLimit(
          .noFly,
          .error,
          "\(Figure.text(overZones.meters, 1)) m of the path lead over no-fly zones. Plan the mission around them."
        )
      ]
    }
    guard withinClearance.meters >= Self.corner else { return [] }
    return [
      PlanLimit(
        .noFly,
        .error,
        """
        \(Figure.text(withinClearance.meters, 1)) m of the path come nearer to no-fly zones than the clearance of \
        \(Figure.text(clearance.meters, 2)) m. Plan the mission around them.
        """
      )
    ]
  }
}
