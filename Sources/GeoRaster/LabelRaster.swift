import CGDAL
public import Imagery

/// Labels that were drawn as shapes, laid onto the pixels of a picture and read in windows.
///
/// A polygon labels the pixels whose middle lies in it, a line and a point those near it. Pixels that shapes of different
/// classes claim say nothing, nor do those that none claims, unless they lie in what was looked at.
public final class LabelRaster {
  /// The value of pixels that say nothing.
  public static let unlabelled: UInt8 = 255

  /// How far from a point or a line pixels are still labelled, in pixels: as much as a network's scores tell apart.
  private static let reachInPixels = 4.0

  /// The size of the picture.
  public let size: PixelSize
  /// How many shapes meet the picture.
  public let shapeCount: Int
  /// How many outlines cross themselves; they are read as the parts that they enclose.
  public let crossingCount: Int

  private struct Piece {
    let geometry: GeometryHandle
    /// The class; nil for what was looked at.
    let label: UInt8?
    let bounds: PixelBounds
  }

  private let pieces: [Piece]
  private let transform: [Double]
  private let path: String

  /// Lays shapes onto a raster that lies on the ground.
  ///
  /// - Parameters:
  ///   - shapes: the shapes; those without a name bound what was looked at, those whose name has no class say nothing.
  ///   - labels: the class of each name.
  ///   - size: the size of the raster.
  ///   - georeference: where it lies.
  ///   - path: the labels, for messages.
  /// - Throws: `GeoRasterError` where shapes cannot be brought to the raster's system.
  public convenience init(
    _ shapes: [LabelShape],
    labels: [String: UInt8],
    size: PixelSize,
    georeference: Georeference,
    path: String
  ) throws {
    try self.init(
      shapes,
      labels: labels,
      size: size,
      transform: georeference.transform,
      system: georeference.wkt,
      path: path
    )
  }

  /// Lays shapes in pixels onto a picture.
  ///
  /// - Parameters:
  ///   - shapes: the shapes, in pixels.
  ///   - labels: the class of each name.
  ///   - size: the size of the picture.
  ///   - path: the labels, for messages.
  /// - Throws: `GeoRasterError.labels` where a shape cannot be read.
  public convenience init(_ shapes: [LabelShape], labels: [String: UInt8], size: PixelSize, path: String) throws {
    try self.init(shapes, labels: labels, size: size, transform: [0, 1, 0, 0, 0, 1], system: nil, path: path)
  }

  private init(
    _ shapes: [LabelShape],
    labels: [String: UInt8],
    size: PixelSize,
    transform: [Double],
    system: String?,
    path: String
  ) throws {
    self.size = size
    self.transform = transform
    self.path = path
    let image = PixelBounds(size)
    let pixel = (transform[1] * transform[5] - transform[2] * transform[4]).magnitude.squareRoot()
    var ways: [String: CoordinateTransformation] = [:]
    var pieces: [Piece] = []
    var crossings = 0
    for shape in shapes {
      let label = shape.name.map { labels[$0] }
      if case .some(nil) = label { continue }
      if let source = shape.system, let system, ways[source] == nil {
        ways[source] = try CoordinateTransformation(from: source, to: system, path: path)
      }
      let way = shape.system.flatMap { ways[$0] }
      let geometry = try GeometryHandle(shape, path: path)
      if let way { try geometry.transform(by: way, path: path) }
      if geometry.crossesItself {
        crossings += 1
        try geometry.makeValid(path: path)
      }
      if !geometry.isArea { try geometry.grow(by: Self.reachInPixels * pixel, path: path) }
      let bounds = geometry.bounds(transform)
      guard image.intersects(bounds) else { continue }
      pieces.append(Piece(geometry: geometry, label: label ?? nil, bounds: bounds))
    }
    self.pieces = pieces
    shapeCount = pieces.count
    crossingCount = crossings
  }

  /// Whether a shape may lie in a window.
  public func touches(_ window: PixelRect) -> Bool {
    let bounds = PixelBounds(window)
    return pieces.contains { $0.bounds.intersects(bounds) }
  }

  /// The classes of a window's pixels as `[row, column]`; 255 says nothing.
  ///
  /// - Throws: `GeoRasterError.labels` where GDAL cannot draw.
  public func classes(in window: PixelRect) throws -> [UInt8] {
    let bounds = PixelBounds(window)
    let inside = pieces.filter { $0.bounds.intersects(bounds) }
    guard !inside.isEmpty else { return [UInt8](repeating: Self.unlabelled, count: window.size.pixelCount) }
    let looked = inside.filter { $0.label == nil }
    let drawn = inside.filter { $0.label != nil }.sorted { ($0.label ?? 0) < ($1.label ?? 0) }
    var upward = try burn(looked + drawn, window)
    // Where two classes meet, the order in which they are drawn shows.
    let downward = try burn(looked + drawn.reversed(), window)
    for index in upward.indices where upward[index] != downward[index] { upward[index] = Self.unlabelled }
    return upward
  }

  private func burn(_ pieces: [Piece], _ window: PixelRect) throws -> [UInt8] {
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    let (width, height) = (Int32(window.size.width), Int32(window.size.height))
    guard let driver = unsafe GDALGetDriverByName("MEM"),
      let raw = unsafe GDALCreate(driver, "", width, height, 1, GDT_Byte, nil)
    else { throw failure() }
    let canvas = unsafe DatasetHandle(owning: raw)
    var shifted = transform
    let (x, y) = (Double(window.x), Double(window.y))
    shifted[0] += x * transform[1] + y * transform[2]
    shifted[3] += x * transform[4] + y * transform[5]
    let band = unsafe GDALGetRasterBand(canvas.raw, 1)
    guard unsafe GDALSetGeoTransform(canvas.raw, &shifted) == CE_None,
      unsafe GDALFillRaster(band, Double(Self.unlabelled), 0) == CE_None
    else { throw failure() }
    var geometries: [OGRGeometryH?] = unsafe pieces.map { unsafe $0.geometry.raw }
    let values = pieces.map { Double($0.label ?? 0) }
    var bands: [Int32] = [1]
    let status = unsafe GDALRasterizeGeometries(
      canvas.raw,
      1,
      &bands,
      Int32(pieces.count),
      &geometries,
      nil,
      nil,
      values,
      nil,
      nil,
      nil
    )
    guard status == CE_None else { throw failure() }
    return try unsafe BandReader.bytes(of: band, PixelRect(x: 0, y: 0, size: window.size), path: path)
  }

  private func failure() -> GeoRasterError {
    .labels(path: path, reason: GDALRuntime.lastMessage, remedy: "Draw the shapes anew, or split large ones.")
  }
}
