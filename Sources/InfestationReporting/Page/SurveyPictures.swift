import Documents
import Foundation
import GeoRaster
import Imagery
import ResultFiles

/// The pictures of a finished map, as far as they are still there.
struct SurveyPictures {
  private let pictures: [(image: RasterImage, georeference: Georeference, source: String)]

  /// Finds the pictures of a map.
  init(of map: SurveyMap) {
    let folder = map.folder
    self.init(folder: folder, summary: map.summary)
  }

  /// Finds the pictures of a map.
  ///
  /// - Parameters:
  ///   - folder: the folder of the map.
  ///   - summary: its summary.
  init(folder: URL, summary: JSONValue?) {
    var found: [(RasterImage, Georeference, String)] = []
    let mosaics = ((try? FolderListing(path: folder.path).names) ?? [])
      .filter { $0.wholeMatch(of: /mosaic(-[0-9]+)?\.tif/) != nil }.sorted()
    for name in mosaics {
      guard let image = try? RasterImage(path: folder.appendingPathComponent(name).path),
        let georeference = try? Georeference(of: image)
      else { continue }
      found.append((image, georeference, ""))
    }
    for entry in summary?["inputs"]?.elements ?? [] {
      guard let path = entry["path"]?.text, let source = entry["source"]?.text, entry["on_map"] == .bool(true) else {
        continue
      }
      let file = URL(fileURLWithPath: path, relativeTo: folder).standardizedFileURL
      guard let image = try? RasterImage(path: file.path) else { continue }
      let mask = folder.appendingPathComponent(
        "\(URL(fileURLWithPath: source).deletingPathExtension().lastPathComponent).mask.tif"
      )
      if let georeference = Self.georeference(of: image, mask: mask) { found.append((image, georeference, source)) }
    }
    pictures = found
  }

  /// Where a picture lies: what it says itself, else what its mask says, whose pixels may be larger.
  private static func georeference(of image: RasterImage, mask path: URL) -> Georeference? {
    if let own = try? Georeference(of: image) { return own }
    guard let mask = try? RasterImage(path: path.path), let whole = try? Georeference(of: mask) else { return nil }
    // A frame that was turned upright has other sides than its mask.
    let skew = Double(image.size.width) / Double(image.size.height) * Double(mask.size.height) / Double(mask.size.width)
    return abs(skew - 1) < 0.01 ? try? whole.scaled(to: image.size, from: mask.size) : nil
  }

  /// Draws a box of ground.
  ///
  /// - Parameters:
  ///   - box: the ground.
  ///   - plane: the plane that it lies on.
  ///   - longestSide: the most pixels along a side.
  ///   - first: the input that is drawn over the others.
  /// - Returns: the picture; blank where there is none.
  func canvas(of box: GroundBox, on plane: GroundPlane, longestSide: Int, first: String? = nil) -> GroundCanvas {
    var canvas = GroundCanvas(box, on: plane, longestSide: longestSide)
    let ordered = pictures.filter { $0.source == first } + pictures.filter { $0.source != first }
    // A picture that cannot be read any more is left out: the figures do not need it.
    for picture in ordered { try? canvas.draw(picture.image, at: picture.georeference) }
    return canvas
  }
}
