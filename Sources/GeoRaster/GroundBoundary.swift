public import Imagery

/// Polygons that bound the ground that is mapped, in any reference system.
public struct GroundBoundary: Sendable {
  private let path: String
  private let shapes: [LabelShape]

  /// Reads the polygons of all layers of a file.
  ///
  /// - Parameter path: a GeoPackage, a Shapefile or GeoJSON; a layer that names no reference system is taken as WGS 84.
  /// - Throws: `GeoRasterError` where it cannot be read or has no polygon.
  public init(path: String) throws {
    self.path = path
    shapes = try LabelLayers(areaPath: path).area.filter { try GeometryHandle($0, path: path).isArea }
    guard !shapes.isEmpty else {
      throw GeoRasterError.labels(
        path: path,
        reason: "it holds no polygon",
        remedy: "Draw the ground that is to be mapped as polygons."
      )
    }
  }

  /// Lays the polygons onto a grid.
  ///
  /// - Parameters:
  ///   - size: the grid's size.
  ///   - georeference: where it lies.
  /// - Returns: what of the grid is inside; nil where nothing is.
  /// - Throws: `GeoRasterError` where the polygons cannot be brought to the grid's system.
  public func mask(size: PixelSize, georeference: Georeference) throws -> BoundaryMask? {
    let raster = try LabelRaster(shapes, labels: [:], size: size, georeference: georeference, path: path)
    return raster.shapeCount > 0 ? BoundaryMask(raster) : nil
  }
}
