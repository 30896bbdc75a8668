import FieldGeometry
import Imagery
public import InfestationMapping
import Quantities

extension Georeference {
  /// The georeference of a single nadir frame on flat ground, in the UTM zone of its position.
  ///
  /// The frame is laid out on a plane that touches the Earth under the camera, and the plane is brought to UTM, so that
  /// the angle between grid north and true north and the scale of the zone are in the transform.
  ///
  /// - Parameters:
  ///   - placement: where the frame lies.
  ///   - path: the frame, for messages.
  /// - Throws: `GeoRasterError.projection` where the position has no UTM zone.
  public convenience init(of placement: FramePlacement, path: String) throws {
    let position = placement.pose.position
    let (latitude, longitude) = (position.latitude.degrees, position.longitude.degrees)
    let utm = try Self.utmZone(at: position, path: path)
    let plane = "+proj=tmerc +lat_0=\(latitude) +lon_0=\(longitude) +k=1 +x_0=0 +y_0=0 +ellps=WGS84 +units=m +no_defs"
    let (width, height) = (Double(placement.imageSize.width), Double(placement.imageSize.height))
    let corners = [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)].compactMap {
      placement.offset(x: $0.0, y: $0.1)
    }
    guard corners.count == 4 else {
      throw GeoRasterError.projection(path: path, reason: "it reaches above the horizon")
    }
    let grid = try CoordinateTransformation.points(
      corners.map { ($0.east.meters, $0.north.meters) },
      from: plane,
      to: utm,
      path: path
    )
    // A frame within 5 degrees of the vertical is not quite a parallelogram; this is the one nearest to it.
    let right = (
      x: (grid[1].x - grid[0].x + grid[3].x - grid[2].x) / 2, y: (grid[1].y - grid[0].y + grid[3].y - grid[2].y) / 2
    )
    let down = (
      x: (grid[2].x - grid[0].x + grid[3].x - grid[1].x) / 2, y: (grid[2].y - grid[0].y + grid[3].y - grid[1].y) / 2
    )
    let middle = (x: grid.reduce(0) { $0 + $1.x } / 4, y: grid.reduce(0) { $0 + $1.y } / 4)
    try self.init(
      transform: [
        middle.x - (right.x + down.x) / 2, right.x / width, down.x / height,
        middle.y - (right.y + down.y) / 2, right.y / width, down.y / height,
      ],
      wkt: try CoordinateTransformation.wkt(of: utm, path: path),
      path: path
    )
  }

  /// The name of the UTM zone of a position.
  ///
  /// - Throws: `GeoRasterError.projection` near the poles, where there is none.
  static func utmZone(at position: GeoCoordinate, path: String) throws -> String {
    let (latitude, longitude) = (position.latitude.degrees, position.longitude.degrees)
    guard latitude.magnitude <= 84 else {
      throw GeoRasterError.projection(path: path, reason: "there is no UTM zone at a latitude of \(latitude) degrees")
    }
    let zone = min(max(Int(bounded: (longitude + 180) / 6) + 1, 1), 60)
    return "EPSG:\((latitude < 0 ? 32700 : 32600) + zone)"
  }
}
