import Imagery

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

  /// Whether the lens is known to be free of distortion, or taken for it.
  var isStraight: Bool { placement.lens.distortion == nil }

  /// Puts down which pixels of the frame show places in a row of the grid, as `row * width + column` in the frame.
  ///
  /// Only for level ground, a lens without distortion, and places between corners that the frame is known to show. Along a row
  /// all three coordinates in the camera are straight lines over the column, so one division is left for each place; the result
  /// is that of `sight` but for places within 10^-8 of the border between two pixels.
  ///
  /// - Parameters:
  ///   - row: the row of the grid.
  ///   - columns: the columns of the grid.
  ///   - sources: takes the pixels.
  ///   - target: where in `sources` the first goes.
  func lay(row: Int, columns: Range<Int>, into sources: inout [Int32], at target: Int) {
    let (forward, right, down) = (placement.axes.forward, placement.axes.right, placement.axes.down)
    let (width, height) = (placement.imageSize.width, placement.imageSize.height)
    let first = offset(column: Double(columns.lowerBound) + 0.5, row: Double(row) + 0.5)
    let up = -cameraHeight
    let depth = (start: forward.dot(first.east, first.north, up), step: forward.dot(east.column, north.column, 0))
    let across = (start: right.dot(first.east, first.north, up), step: right.dot(east.column, north.column, 0))
    let along = (start: down.dot(first.east, first.north, up), step: down.dot(east.column, north.column, 0))
    let (focalX, focalY) = (placement.lens.focalX, placement.lens.focalY)
    let middleX = Double(width) / 2 + placement.lens.axisX
    let middleY = Double(height) / 2 + placement.lens.axisY
    var laid = sources.mutableSpan
    for index in 0..<columns.count {
      let step = Double(index)
      let inverse = 1 / (depth.start + step * depth.step)
      let x = middleX + focalX * ((across.start + step * across.step) * inverse)
      let y = middleY + focalY * ((along.start + step * along.step) * inverse)
      let pixel = Self.whole(y) * Double(width) + Self.whole(x)
      laid[target + index] = Int32(truncatingIfNeeded: (pixel + Self.ones).bitPattern)
    }
  }

  /// The last bits of a number of about 2^52 are its ones: to add it rounds, as for many numbers at once, where a conversion
  /// checks each by itself.
  private static let ones = 0x1.8p52

  /// The number before the point of one from 0 to 100 000, both within 10^-9; where that is 10^-8 from another one, either.
  ///
  /// The far border of a frame is in its last pixel, so all are brought nearer by a little.
  private static func whole(_ number: Double) -> Double {
    number * (1 - 1e-12) - (0.5 - 2e-9) + ones - ones
  }
}
