public import FieldGeometry
public import Quantities

/// Ground that a drone must not come near to: on the field, across its edge, or between the field and the take-off.
public struct NoFlyZones: Sendable, Hashable {
  /// The zones as drawn, joined where they meet; a line or a place stands for the ground within half the clearance of it.
  public let zones: [FieldBoundary]

  /// The zones with the clearance around them, never less: what no path leads over.
  public let keepOut: [FieldBoundary]

  /// The distance that every path keeps from the zones.
  public let clearance: Length

  /// Takes over zones that were widened by the clearance.
  public init(zones: [FieldBoundary], keepOut: [FieldBoundary], clearance: Length) {
    self.zones = zones
    self.keepOut = keepOut
    self.clearance = clearance
  }

  /// Refuses a take-off from a zone or too near to one.
  ///
  /// - Throws: `FlightPlanningError.takeoffInNoFlyZone`.
  func check(takeoff: Vector) throws {
    guard !keepOut.contains(where: { $0.contains(takeoff) }) else {
      throw FlightPlanningError.takeoffInNoFlyZone(clearance: clearance)
    }
  }

  /// Whether an edge of cut ground runs along a zone: no place to take off from.
  func borders(_ edge: (start: LocalPoint, end: LocalPoint)) -> Bool {
    let middle = Vector(edge.start.interpolated(to: edge.end, by: 0.5))
    // A cut may keep a decimetre more off than the zones ask for.
    return keepOut.lazy.flatMap(\.rings).flatMap(\.edges).contains {
      middle.distance(toSegment: Vector($0.start), Vector($0.end)) < 0.2
    }
  }

  /// Refuses a plan whose paths lead over a zone, because there is no way around.
  ///
  /// - Throws: `FlightPlanningError.noWayAround`.
  func check(_ sorties: [Sortie]) throws {
    let ground = ForbiddenGround(holesOf: [], zones: keepOut)
    var over = 0.0
    for path in sorties.lazy.flatMap(\.legs).map(\.path) {
      for (start, end) in zip(path, path.dropFirst()) { over += ground.length(from: Vector(start), to: Vector(end)) }
    }
    // Corners are rounded off by less than this.
    guard over < 1 else { throw FlightPlanningError.noWayAround(length: .meters(over)) }
  }
}
