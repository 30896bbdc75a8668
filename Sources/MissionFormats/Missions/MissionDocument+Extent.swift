public import FieldGeometry

extension MissionDocument {
  /// Refuses a mission with a waypoint or a take-off far from the field.
  ///
  /// - Parameter frame: the plane of the field.
  /// - Throws: `MissionFormatsError.farPlace`.
  public func checkExtent(around frame: LocalFrame) throws {
    let points = flights.joined().enumerated().map { ("waypoint \($0 + 1)", $1.coordinate) }
    let extent = PlaceExtent(file: file)
    try extent.check(points, around: frame, of: "the field")
    if let takeoff { try extent.check([("the take-off", takeoff)], around: frame, of: "the field") }
  }
}
