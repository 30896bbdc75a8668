/// A frame as it is seen from the ground: which of its pixels shows a place on a grid, and how steeply.
public struct FrameView: Sendable {
  /// How grid pixels become metres from the camera: `east = east[0] + column * east[1] + row * east[2]`, north likewise.
  public struct GridToCamera: Sendable, Hashable {
    /// The coefficients of the distance to the east.
    public let east: [Double]
    /// The coefficients of the distance to the north.
    public let north: [Double]

    /// Takes the coefficients, three each.
    public init(east: [Double], north: [Double]) {
      self.east = east
      self.north = north
    }
  }

  /// Where the frame lies.
  public let placement: FramePlacement

  /// The columns of the grid that the frame may show.
  public let columns: Range<Int>

  /// The rows of the grid that the frame may show.
  public let rows: Range<Int>

  /// The height of the camera above the grid's zero: above the ground on level ground, above the sea over terrain.
  public let cameraHeight: Double

  // Numbers by themselves: a list is checked at each of the many accesses.
  private let east: (origin: Double, column: Double, row: Double)
  private let north: (origin: Double, column: Double, row: Double)
  private let farthestSquared: Double

  /// Makes a view.
  ///
  /// - Parameters:
  ///   - placement: where the frame lies.
  ///   - toCamera: how grid pixels become metres from the camera.
  ///   - columns: the columns of the grid that the frame may show.
  ///   - rows: the rows of the grid that the frame may show.
  ///   - cameraHeight: the height of the camera in metres above the grid's zero.
  public init(
    placement: FramePlacement,
    toCamera: GridToCamera,
    columns: Range<Int>,
    rows: Range<Int>,
    cameraHeight: Double
  ) {
    self.placement = placement
    east = (toCamera.east[0], toCamera.east[1], toCamera.east[2])
    north = (toCamera.north[0], toCamera.north[1], toCamera.north[2])
    self.columns = columns
    self.rows = rows
    self.cameraHeight = cameraHeight
    // The square of the tangent of 60 degrees.
    farthestSquared = 3
  }

  /// What a frame shows of a place.
  struct Sight {
    let x: Double
    let y: Double
    /// The square of the tangent of the angle from the vertical.
    let slant: Double
  }

  /// The metres from the camera to a place on the grid.
  public func offset(column: Double, row: Double) -> (east: Double, north: Double) {
    (
      east.origin + column * east.column + row * east.row,
      north.origin + column * north.column + row * north.row
    )
  }

  /// What the frame shows of a place on the grid whose ground has a height; nil where it does not show it well enough.
  func sight(column: Double, row: Double, ground: Double) -> Sight? {
    let (east, north) = offset(column: column, row: row)
    let up = ground - cameraHeight
    let slant = (east * east + north * north) / (up * up)
    // No height is not a number, and fails this too.
    guard up < 0, slant <= farthestSquared, let pixel = placement.pixel(east: east, north: north, up: up) else {
      return nil
    }
    return Sight(x: pixel.x, y: pixel.y, slant: slant)
  }
}
