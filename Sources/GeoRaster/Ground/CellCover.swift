import CGDAL
import FieldGeometry
import Imagery
import Quantities

/// Which cells of a geographic grid some ground touches.
public enum CellCover {
  /// Finds the cells.
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
    GDALRuntime.start()
    GDALRuntime.forgetMessage()
    guard let driver = unsafe GDALGetDriverByName("MEM"),
      let raw = unsafe GDALCreate(driver, "", Int32(clamping: columns), Int32(clamping: rows), 1, GDT_Byte, nil)
    else { throw failure() }
    let canvas = unsafe DatasetHandle(owning: raw)
    // Rows of the picture go from north to south; they are turned round at the end.
    var transform = [west, cellWidth, 0, south + Double(rows) * cellHeight, 0, -cellHeight]
    guard unsafe GDALSetGeoTransform(canvas.raw, &transform) == CE_None else { throw failure() }
    var shapes: [OGRGeometryH?] = unsafe []
    defer { unsafe shapes.forEach { unsafe OGR_G_DestroyGeometry($0) } }
    for ground in grounds {
      for rings in try plane.polygons(of: ground) { unsafe shapes.append(unsafe Antimeridian.polygon(rings)) }
    }
    let count = unsafe shapes.count
    guard count > 0 else { return [Bool](repeating: false, count: columns * rows) }
    var bands: [Int32] = [1]
    let values = [Double](repeating: 1, count: count)
    let options = unsafe CSLSetNameValue(nil, "ALL_TOUCHED", "TRUE")
    defer { unsafe CSLDestroy(options) }
    let status = unsafe GDALRasterizeGeometries(
      canvas.raw,
      1,
      &bands,
      Int32(clamping: count),
      &shapes,
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
    let bytes = try unsafe BandReader.bytes(of: band, PixelRect(x: 0, y: 0, size: size), path: "cells")
    return (0..<rows).reversed().flatMap { row in bytes[(row * columns)..<((row + 1) * columns)].map { $0 != 0 } }
  }

  private static func failure() -> GeoRasterError {
    .geometry(what: "cells of a grid", reason: GDALRuntime.lastMessage)
  }
}
