import CGDAL
import FieldGeometry
import Imagery
public import Quantities

/// Which cells of a grid some ground touches.
public enum CellCover {
  /// Finds the cells of a geographic grid.
  ///
  /// - Parameters:
  ///   - grounds: the ground.
  ///   - plane: its plane.
  ///   - west: the west edge in degrees.
  ///   - south: the south edge in degrees.
  ///   - cellWidth: the width of a cell in degrees.
  ///   - cellHeight: its height in degrees.
  ///   - columns: cells in a row.
  ///   - rows: how many rows there are.
  /// - Returns: whether each cell is touched, `[row from the south, column]`.
  /// - Throws: `GeoRasterError.geometry` where GDAL cannot draw.
  public static func cells(
    of grounds: [Ground],
    on plane: GroundPlane,
    west: Double,
    south: Double,
    cellWidth: Double,
    cellHeight: Double,
    columns: Int,
    rows: Int
  ) throws -> [Bool] {
    // Rows of the picture go from north to south; they are turned round at the end.
    let transform = [west, cellWidth, 0, south + Double(rows) * cellHeight, 0, -cellHeight]
    let polygons = try grounds.flatMap { try plane.polygons(of: $0) }
    let bytes = try unsafe burn(polygons.map { unsafe Antimeridian.polygon($0) }, transform, columns, rows)
    return (0..<rows).reversed().flatMap { row in bytes[(row * columns)..<((row + 1) * columns)].map { $0 != 0 } }
  }

  /// The area of the squares of the plane's grid that some ground touches.
  ///
  /// - Parameters:
  ///   - ground: the ground.
  ///   - side: the side of a square; it is doubled while there are more squares than memory is good for.
  /// - Returns: the area.
  /// - Throws: `GeoRasterError.geometry` where GDAL cannot draw.
  public static func area(of ground: Ground, side: Length) throws -> Area {
    guard let box = ground.bounds else { return .zero }
    var cell = side.meters
    while box.width / cell * (box.height / cell) > mostCells { cell *= 2 }
    let (west, north) = (
      (box.eastings.lowerBound / cell).rounded(.down) * cell, (box.northings.upperBound / cell).rounded(.up) * cell
    )
    let columns = Int(bounded: ((box.eastings.upperBound - west) / cell).rounded(.down)) + 1
    let rows = Int(bounded: ((north - box.northings.lowerBound) / cell).rounded(.down)) + 1
    let shapes = unsafe try ground.geometry.polygons().map { polygon in
      let shape = unsafe OGR_G_CreateGeometry(wkbPolygon)
      for ring in polygon.rings {
        let line = unsafe OGR_G_CreateGeometry(wkbLinearRing)
        for place in ring + ring.prefix(1) { unsafe OGR_G_AddPoint_2D(line, place.x, place.y) }
        unsafe OGR_G_AddGeometryDirectly(shape, line)
      }
      return unsafe shape
    }
    let bytes = try unsafe burn(shapes, [west, cell, 0, north, 0, -cell], columns, rows)
    return .squareMeters(Double(bytes.count { $0 != 0 }) * cell * cell)
  }

  private static let mostCells = 5e7

  /// Draws shapes, which are freed: 1 where one touches a cell, `[row from the north, column]`.
  @unsafe
  private static func burn(_ shapes: [OGRGeometryH?], _ transform: [Double], _ columns: Int, _ rows: Int) throws
    -> [UInt8]
  {
    defer { unsafe shapes.forEach { unsafe OGR_G_DestroyGeometry($0) } }
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    guard let driver = unsafe GDALGetDriverByName("MEM"),
      let raw = unsafe GDALCreate(driver, "", Int32(clamping: columns), Int32(clamping: rows), 1, GDT_Byte, nil)
    else { throw failure() }
    let canvas = unsafe DatasetHandle(owning: raw)
    var transform = transform
    guard unsafe GDALSetGeoTransform(canvas.raw, &transform) == CE_None else { throw failure() }
    var drawn = unsafe shapes
    let count = unsafe shapes.count
    guard count > 0 else { return [UInt8](repeating: 0, count: columns * rows) }
    var bands: [Int32] = [1]
    let values = [Double](repeating: 1, count: count)
    let options = unsafe CSLSetNameValue(nil, "ALL_TOUCHED", "TRUE")
    defer { unsafe CSLDestroy(options) }
    let status = unsafe GDALRasterizeGeometries(
      canvas.raw,
      1,
      &bands,
      Int32(clamping: count),
      &drawn,
      nil,
      nil,
      values,
      options,
      nil,
      nil
    )
    guard status == CE_None else { throw failure() }
    let size = try PixelSize(width: columns, height: rows)
    let band = unsafe GDALGetRasterBand(canvas.raw, 1)
    return try unsafe BandReader.bytes(of: band, PixelRect(x: 0, y: 0, size: size), path: "cells")
  }

  private static func failure() -> GeoRasterError {
    .geometry(what: "cells of a grid", reason: GDALRuntime.lastMessage)
  }
}
