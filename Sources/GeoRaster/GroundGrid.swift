#if canImport(Glibc)
  import Glibc
#endif
public import FieldGeometry
public import Imagery
public import InfestationMapping
public import Quantities

/// A grid on the ground, north up in a UTM zone, over which several frames are laid.
public final class GroundGrid {
  /// The size of the grid.
  public let size: PixelSize

  /// Where the grid lies.
  public let georeference: Georeference

  /// Which frame is taken where.
  public let bestView: BestView

  /// The most pixels along a side: a survey of 20 km at 1 cm.
  private static let longestSide = 2_000_000.0

  /// Lays a grid over frames.
  ///
  /// - Parameters:
  ///   - placements: the frames, at least one.
  ///   - cameraHeights: the height of each camera above the zero of the terrain's heights; nil for level ground.
  ///   - heightsAboveLowestGround: for each frame, the camera's height above the lowest ground that it may show.
  ///   - name: what messages call the grid.
  /// - Throws: `GeoRasterError.projection` where the frames have no common UTM zone or lie too far apart.
  public init(
    placements: [FramePlacement],
    cameraHeights: [Length]?,
    heightsAboveLowestGround: [Length],
    name: String
  ) throws {
    guard let first = placements.first else {
      throw GeoRasterError.projection(path: name, reason: "there is no frame")
    }
    let utm = try Georeference.utmZone(at: first.pose.position, path: name)
    let toUTM = try CoordinateTransformation(from: "EPSG:4326", to: utm, path: name)
    let side = Self.pixel(of: placements.map { $0.groundSamplingDistance.metersPerPixel })
    let layouts = try zip(placements, heightsAboveLowestGround).map { placement, height in
      try Layout(placement, height: height, toUTM: toUTM)
    }
    let west = layouts.reduce(.infinity) { min($0, $1.west) }
    let east = layouts.reduce(-.infinity) { max($0, $1.east) }
    let south = layouts.reduce(.infinity) { min($0, $1.south) }
    let north = layouts.reduce(-.infinity) { max($0, $1.north) }
    // Whole pixels from the zone's origin, so that two surveys of one field share their grid.
    let (left, top) = ((west / side).rounded(.down) * side, (north / side).rounded(.up) * side)
    let (width, height) = (((east - left) / side).rounded(.up), ((top - south) / side).rounded(.up))
    guard width >= 1, height >= 1, width <= Self.longestSide, height <= Self.longestSide else {
      throw GeoRasterError.projection(
        path: name,
        reason: "its frames lie too far apart for one grid; map them in parts"
      )
    }
    size = try PixelSize(width: Int(bounded: width), height: Int(bounded: height))
    georeference = try Georeference(
      transform: [left, side, 0, top, 0, -side],
      wkt: try CoordinateTransformation.wkt(of: utm, path: name),
      path: name
    )
    let gridSize = size
    let views = zip(placements.indices, layouts).map { index, layout in
      let placement = placements[index]
      return FrameView(
        placement: placement,
        toCamera: layout.gridToCamera(left: left, top: top, side: side),
        columns: Self.clamped(layout.west - left, layout.east - left, side: side, count: gridSize.width),
        rows: Self.clamped(top - layout.north, top - layout.south, side: side, count: gridSize.height),
        cameraHeight: (cameraHeights?[index] ?? placement.pose.heightAboveGround).meters
      )
    }
    bestView = BestView(views: views, size: size)
  }

  /// The side of the grid's pixels: that of the finest frame, but for frames that are more than three times finer than
  /// half of all; those are laid at coarser pixels, for one of them would make the grid of all too large.
  static func pixel(of sides: [Double]) -> Double {
    let sorted = sides.sorted()
    guard !sorted.isEmpty else { return .infinity }
    let median = sorted[sorted.count / 2]
    return sorted.first { $0 * 3 >= median } ?? median
  }

  private static func clamped(_ from: Double, _ to: Double, side: Double, count: Int) -> Range<Int> {
    let first = min(max(Int(bounded: (from / side).rounded(.down)), 0), count - 1)
    return first..<min(max(Int(bounded: (to / side).rounded(.up)), first + 1), count)
  }

  /// The positions of places on the grid.
  ///
  /// - Throws: `GeoRasterError.projection`.
  public func coordinates(of places: [PixelCorner]) throws -> [GeoCoordinate] {
    try georeference.coordinates(of: places)
  }

  /// A frame's surroundings in the UTM zone.
  private struct Layout {
    let west: Double
    let east: Double
    let south: Double
    let north: Double
    private let camera: (x: Double, y: Double)
    /// From metres in the zone to metres east and north of the camera, by rows.
    private let inverse: [Double]

    init(_ placement: FramePlacement, height: Length, toUTM: CoordinateTransformation) throws {
      let plane = LocalFrame(origin: placement.pose.position)
      let reach = 100.0
      let outline = placement.outline(atHeight: height)
      // Over a few hundred metres the zone is an affine image of the plane to a millimetre.
      let corners: [(east: Double, north: Double)] = [(0, 0), (reach, 0), (0, reach)]
      let points = corners + outline.map { (east: $0.east.meters, north: $0.north.meters) }
      let positions = try points.map {
        try plane.coordinate(of: LocalPoint(east: .meters($0.east), north: .meters($0.north)))
      }
      let grid = try toUTM.transform(positions.map { ($0.longitude.degrees, $0.latitude.degrees) })
      camera = grid[0]
      let (a, b) = ((grid[1].x - grid[0].x) / reach, (grid[2].x - grid[0].x) / reach)
      let (c, d) = ((grid[1].y - grid[0].y) / reach, (grid[2].y - grid[0].y) / reach)
      let determinant = a * d - b * c
      inverse = [d / determinant, -b / determinant, -c / determinant, a / determinant]
      let around = grid.dropFirst(3)
      west = around.reduce(grid[0].x) { min($0, $1.x) }
      east = around.reduce(grid[0].x) { max($0, $1.x) }
      south = around.reduce(grid[0].y) { min($0, $1.y) }
      north = around.reduce(grid[0].y) { max($0, $1.y) }
    }

    func gridToCamera(left: Double, top: Double, side: Double) -> FrameView.GridToCamera {
      let (x, y) = (left - camera.x, top - camera.y)
      return FrameView.GridToCamera(
        east: [inverse[0] * x + inverse[1] * y, inverse[0] * side, -inverse[1] * side],
        north: [inverse[2] * x + inverse[3] * y, inverse[2] * side, -inverse[3] * side]
      )
    }
  }
}
