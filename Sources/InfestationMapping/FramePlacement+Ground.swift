#if canImport(Glibc)
  import Glibc
#endif
public import FieldGeometry
import Quantities

extension FramePlacement {
  /// Where a rectangle of the frame's pixels lies on level ground.
  ///
  /// - Parameters:
  ///   - columns: its columns.
  ///   - rows: its rows.
  /// - Returns: its corners, counter-clockwise as the frame shows them, without the closing position; nil where one of them
  ///   lies beyond the ground that is mapped.
  /// - Throws: `FieldGeometryError` where a corner is not on the Earth.
  public func ground(x columns: Range<Int>, y rows: Range<Int>) throws -> [GeoCoordinate]? {
    let (left, right) = (Double(columns.lowerBound), Double(columns.upperBound))
    let (top, bottom) = (Double(rows.lowerBound), Double(rows.upperBound))
    let reach = pose.heightAboveGround.meters * tan(Self.largestViewAngle.radians)
    let corners = [(left, top), (left, bottom), (right, bottom), (right, top)].compactMap { offset(x: $0.0, y: $0.1) }
      .filter { hypot($0.east.meters, $0.north.meters) <= reach }
    guard corners.count == 4 else { return nil }
    let plane = LocalFrame(origin: pose.position)
    return try corners.map { try plane.coordinate(of: LocalPoint(east: $0.east, north: $0.north)) }
  }
}
