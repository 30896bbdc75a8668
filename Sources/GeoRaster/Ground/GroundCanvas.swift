import FieldGeometry
public import Foundation
public import Imagery
import Quantities

/// A small picture of a box of ground, north up, drawn from the pictures of a survey.
public struct GroundCanvas {
  /// The ground.
  public let box: GroundBox
  /// Its width in pixels.
  public let width: Int
  /// Its height in pixels.
  public let height: Int
  private let plane: GroundPlane
  private var rgb: [UInt8]
  private var drawn: [Bool]

  /// Begins a white picture.
  ///
  /// - Parameters:
  ///   - box: the ground.
  ///   - plane: the plane that it lies on.
  ///   - longestSide: the most pixels along a side.
  public init(_ box: GroundBox, on plane: GroundPlane, longestSide: Int) {
    self.box = box
    self.plane = plane
    let (east, north) = (Self.length(box.eastings), Self.length(box.northings))
    let scale = Double(longestSide) / max(east, north, 1e-3)
    width = max(1, Int(bounded: (east * scale).rounded()))
    height = max(1, Int(bounded: (north * scale).rounded()))
    rgb = [UInt8](repeating: 255, count: width * height * 3)
    drawn = [Bool](repeating: false, count: width * height)
  }

  private static func length(_ range: ClosedRange<Double>) -> Double { range.upperBound - range.lowerBound }

  /// Metres in a pixel.
  public var metersPerPixel: Double { Self.length(box.eastings) / Double(width) }

  /// Whether anything was drawn.
  public var isBlank: Bool { !drawn.contains(true) }

  /// A place of the plane in pixels from the left and from the top.
  public func pixel(east: Double, north: Double) -> (x: Double, y: Double) {
    (
      (east - box.eastings.lowerBound) / Self.length(box.eastings) * Double(width),
      (box.northings.upperBound - north) / Self.length(box.northings) * Double(height)
    )
  }

  /// Draws a picture where none is drawn yet.
  ///
  /// Over a survey the way from the plane to the picture is taken as affine: it is so to a pixel of the canvas.
  ///
  /// - Parameters:
  ///   - picture: the picture.
  ///   - georeference: where it lies.
  /// - Throws: `GeoRasterError` where it cannot be read.
  public mutating func draw(_ picture: some RasterSource, at georeference: Georeference) throws {
    let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)].map { x, y in
      (
        east: box.eastings.lowerBound + x * Self.length(box.eastings),
        north: box.northings.upperBound - y * Self.length(box.northings)
      )
    }
    let places = try georeference.pixels(at: plane.positions(of: corners))
    let (origin, right, down) = (places[0], places[1], places[2])
    let across = (x: (right.x - origin.x) / Double(width), y: (right.y - origin.y) / Double(width))
    let along = (x: (down.x - origin.x) / Double(height), y: (down.y - origin.y) / Double(height))
    func place(_ column: Double, _ row: Double) -> (x: Double, y: Double) {
      (origin.x + across.x * column + along.x * row, origin.y + across.y * column + along.y * row)
    }
    let around = [place(0, 0), place(Double(width), 0), place(0, Double(height)), place(Double(width), Double(height))]
    let (xs, ys) = (around.map(\.x), around.map(\.y))
    let left = max(0, Int(bounded: (xs.min() ?? 0).rounded(.down)))
    let top = max(0, Int(bounded: (ys.min() ?? 0).rounded(.down)))
    let (end, bottom) = (
      min(picture.size.width, Int(bounded: (xs.max() ?? 0).rounded(.up))),
      min(picture.size.height, Int(bounded: (ys.max() ?? 0).rounded(.up)))
    )
    guard left < end, top < bottom else { return }
    // Every pixel of the canvas takes one of the picture; rows between them need not be read.
    let step = max(1, Int(bounded: hypot(across.x, across.y).rounded(.down)))
    var rows: [ImageTile] = []
    let line = try PixelSize(width: end - left, height: 1)
    for y in stride(from: top, to: bottom, by: step) {
      rows.append(try picture.read(PixelRect(x: left, y: y, size: line)))
    }
    for row in 0..<height {
      for column in 0..<width where !drawn[row * width + column] {
        let found = place(Double(column) + 0.5, Double(row) + 0.5)
        let (x, y) = (Int(bounded: found.x.rounded(.down)), Int(bounded: found.y.rounded(.down)))
        guard x >= left, x < end, y >= top, y < bottom else { continue }
        let tile = rows[(y - top) / step]
        if let surveyed = tile.surveyed, surveyed[x - left] == 0 { continue }
        for channel in 0..<3 { rgb[(row * width + column) * 3 + channel] = tile.rgb[(x - left) * 3 + channel] }
        drawn[row * width + column] = true
      }
    }
  }

  /// Marks the middle by a cross that leaves it free.
  public mutating func mark() {
    let (x, y) = (width / 2, height / 2)
    for reach in 8..<24 {
      for side in -1...1 {
        let arms = [(x + reach, y + side), (x - reach, y + side), (x + side, y + reach), (x + side, y - reach)]
        for (column, row) in arms where (0..<width).contains(column) && (0..<height).contains(row) {
          let place = (row * width + column) * 3
          let color: [UInt8] = side == 0 ? [255, 0, 0] : [255, 255, 255]
          for channel in 0..<3 { rgb[place + channel] = color[channel] }
        }
      }
    }
  }

  /// The picture as JPEG.
  ///
  /// - Throws: `GeoRasterError.writeFailed`.
  public func jpeg() throws -> Data {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("ragweed-\(UUID().uuidString).jpg")
    defer { try? FileManager.default.removeItem(at: file) }
    try PictureWriter.writeJPEG(rgb, size: PixelSize(width: width, height: height), to: file.path)
    return try Data(contentsOf: file)
  }
}
