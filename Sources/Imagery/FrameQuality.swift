/// What shows that a frame is of no use: too dark, out of focus or moved, or a repetition of another.
public struct FrameQuality: Sendable, Hashable {
  /// The mean of all pixels, from 0 black to 255 white.
  public let brightness: Double

  /// How much detail is lost from one scale to the next: the variance of the Laplacian in the picture at half size, over
  /// that at a quarter.
  ///
  /// A sharp picture has details at both scales. Measured: sharp frames and close pictures 0.56 to 2.3, a soft one 0.22, a
  /// frame of a drone that lost its focus 0.12, sharp ones blurred with a deviation of 3 pixels at most 0.14 (but for
  /// noise in dark ones).
  public let sharpness: Double

  /// The variance of the Laplacian in the picture at half size, in squares of steps of grey.
  ///
  /// Sharp frames measured from 43 (shade) to 16 000; rounding and compression alone give 1 to 3.
  public let detail: Double

  private let thumbnail: [Float]
  private static let thumbnailSide = 32

  /// The least sharpness of a picture that is in focus.
  public static let leastSharpness = 0.2

  /// The least detail of a picture in which more than noise shows.
  public static let leastDetail = 4.0

  /// The least brightness of a picture that shows something; with its lens cap on a camera gives 1 to 2.
  public static let leastBrightness = 8.0

  /// Looks at a frame that was decoded at half its size.
  public init(halfSize frame: ImageTile) {
    let gray = Gray(frame)
    brightness = gray.mean
    let quarter = gray.halved()
    let coarse = quarter.laplacianVariance
    detail = gray.laplacianVariance
    sharpness = coarse > 0 ? detail / coarse : 0
    thumbnail = gray.thumbnail(side: Self.thumbnailSide)
  }

  /// Whether the frame is too dark to show anything.
  public var isBlack: Bool { brightness < Self.leastBrightness }

  /// Whether the frame is blurred, so much perhaps that only noise is left.
  public var isBlurred: Bool { !isBlack && (sharpness < Self.leastSharpness || detail < Self.leastDetail) }

  /// The mean difference of brightness between thumbnails of two frames, from 0 to 255.
  public func difference(from other: FrameQuality) -> Double {
    Double(zip(thumbnail, other.thumbnail).reduce(Float(0)) { $0 + ($1.0 - $1.1).magnitude })
      / Double(max(thumbnail.count, 1))
  }
}

/// A picture in shades of grey.
private struct Gray {
  let width: Int
  let height: Int
  let values: [Float]

  init(_ tile: ImageTile) {
    width = tile.size.width
    height = tile.size.height
    let rgb = tile.rgb.span
    // Weights of ITU-R BT.601.
    values = (0..<(width * height)).map { place in
      0.299 * Float(rgb[place * 3]) + 0.587 * Float(rgb[place * 3 + 1]) + 0.114 * Float(rgb[place * 3 + 2])
    }
  }

  private init(width: Int, height: Int, values: [Float]) {
    self.width = width
    self.height = height
    self.values = values
  }

  var mean: Double { values.reduce(0) { $0 + Double($1) } / Double(values.count) }

  func halved() -> Gray {
    let (halfWidth, halfHeight) = (width / 2, height / 2)
    let from = values.span
    var half: [Float] = []
    half.reserveCapacity(halfWidth * halfHeight)
    for row in 0..<halfHeight {
      for column in 0..<halfWidth {
        let place = 2 * row * width + 2 * column
        half.append((from[place] + from[place + 1] + from[place + width] + from[place + width + 1]) / 4)
      }
    }
    return Gray(width: halfWidth, height: halfHeight, values: half)
  }

  var laplacianVariance: Double {
    guard width > 2, height > 2 else { return 0 }
    let from = values.span
    var (sum, squares) = (0.0, 0.0)
    for row in 1..<(height - 1) {
      for place in (row * width + 1)..<(row * width + width - 1) {
        let value = Double(
          4 * from[place] - from[place - 1] - from[place + 1] - from[place - width] - from[place + width]
        )
        sum += value
        squares += value * value
      }
    }
    let count = Double((width - 2) * (height - 2))
    return squares / count - (sum / count) * (sum / count)
  }

  func thumbnail(side: Int) -> [Float] {
    var sums = [Float](repeating: 0, count: side * side)
    var counts = sums
    for row in 0..<height {
      for column in 0..<width {
        let place = row * side / height * side + column * side / width
        sums[place] += values[row * width + column]
        counts[place] += 1
      }
    }
    return zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
  }
}
