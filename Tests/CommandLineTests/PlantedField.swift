import GeoRaster
import Imagery

/// A mask on the synthetic field, asked in metres of its grid (EPSG:32633) from the middle of the field.
struct PlantedField {
  /// A place in metres from the middle of the field.
  struct Place {
    let east: Double
    let north: Double
  }

  /// Where the middle of the field is.
  private static let origin = Place(east: 638_133, north: 5_312_399)

  /// Where the generator planted its two patches (`make_samples.py`), and the circle around each that is looked at.
  static let patches = [
    (place: Place(east: 1.05, north: 0.45), radius: 0.55), (place: Place(east: -1.40, north: -0.80), radius: 0.45),
  ]

  private let mask: ClassMask
  private let transform: [Double]

  /// Reads a mask; its place is that of the image that it belongs to.
  ///
  /// - Throws: where one of them cannot be read.
  init(mask: String, image: String) throws {
    self.mask = try MaskReader.read(path: mask)
    transform = try Georeference(of: RasterImage(path: image)).transform
  }

  /// The middle of a pixel; both rasters have north up.
  private func place(of pixel: Int) -> Place {
    let (column, row) = (Double(pixel % mask.size.width) + 0.5, Double(pixel / mask.size.width) + 0.5)
    return Place(
      east: transform[0] + column * transform[1] - Self.origin.east,
      north: transform[3] + row * transform[5] - Self.origin.north
    )
  }

  /// The class at a place; nil outside of the raster.
  func value(at place: Place) -> UInt8? {
    let column = ((place.east + Self.origin.east - transform[0]) / transform[1]).rounded(.down)
    let row = ((place.north + Self.origin.north - transform[3]) / transform[5]).rounded(.down)
    guard column >= 0, row >= 0, column < Double(mask.size.width), row < Double(mask.size.height) else { return nil }
    return mask.classes[Int(row) * mask.size.width + Int(column)]
  }

  /// The mean place of the weeds in a circle; nil where there are none.
  func middle(around circle: (place: Place, radius: Double)) -> Place? {
    var (east, north, count) = (0.0, 0.0, 0.0)
    for (pixel, value) in mask.classes.enumerated() where value == 1 {
      let here = place(of: pixel)
      let (x, y) = (here.east - circle.place.east, here.north - circle.place.north)
      guard x * x + y * y <= circle.radius * circle.radius else { continue }
      (east, north, count) = (east + here.east, north + here.north, count + 1)
    }
    return count > 0 ? Place(east: east / count, north: north / count) : nil
  }

  /// The intersection over union of the weeds with those of another mask, over all ground that both show.
  func iou(with other: PlantedField) -> Double {
    var (both, either) = (0.0, 0.0)
    for (pixel, value) in mask.classes.enumerated() where value != ClassMask.notSurveyed {
      guard let there = other.value(at: place(of: pixel)), there != ClassMask.notSurveyed else { continue }
      if value == 1, there == 1 { both += 1 }
      if value == 1 || there == 1 { either += 1 }
    }
    return either > 0 ? both / either : 0
  }
}
