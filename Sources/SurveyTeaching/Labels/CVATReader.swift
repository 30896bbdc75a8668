import GeoRaster
import Markup

/// Reads `CVAT for images 1.1`: pictures with polygons, lines and points.
final class CVATReader: MarkupHandler {
  private let path: String
  /// Pictures with outlines.
  private(set) var pictures: [PictureOutlines] = []
  /// Shapes that are no outlines.
  private(set) var leftOutCount = 0

  init(path: String) { self.path = path }

  func begin(_ name: String, attributes: [String: String]) throws {
    switch name {
    case "image":
      guard let file = attributes["name"] else {
        throw TeachError.brokenLabels(path: path, reason: "a picture has no name")
      }
      let size = attributes["width"].flatMap(Int.init).flatMap { width in
        attributes["height"].flatMap(Int.init).map { (width: width, height: $0) }
      }
      pictures.append(PictureOutlines(stem: OutlineFile.stem(file), path: path, size: size, shapes: []))
    case "polygon", "polyline", "points":
      guard let label = attributes["label"], let points = Self.points(attributes["points"]), !pictures.isEmpty else {
        throw TeachError.brokenLabels(path: path, reason: "a shape has no label or no points")
      }
      let last = pictures.count - 1
      switch (name, points.count) {
      case ("polygon", 3...): pictures[last].shapes.append(LabelShape(name: label, rings: [points]))
      case ("polyline", 2...): pictures[last].shapes.append(LabelShape(name: label, line: points))
      case ("points", _): pictures[last].shapes += points.map { LabelShape(name: label, point: $0) }
      default: leftOutCount += 1
      }
    case "box", "mask", "ellipse", "cuboid", "skeleton": leftOutCount += 1
    default: break
    }
  }

  func text(_ part: String) {}

  func end(_ name: String) throws {
    if name == "annotations" { pictures.removeAll { $0.shapes.isEmpty } }
  }

  /// Points as CVAT writes them: `12.5,7;13,9`.
  private static func points(_ text: String?) -> [(x: Double, y: Double)]? {
    guard let text else { return nil }
    let points = text.split(separator: ";").map { $0.split(separator: ",").compactMap { Double($0) } }
    guard !points.isEmpty, points.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isFinite) }) else { return nil }
    return points.map { (x: $0[0], y: $0[1]) }
  }
}
