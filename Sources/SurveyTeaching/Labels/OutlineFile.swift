import Documents
import Foundation
import GeoRaster
import Markup
import ResultFiles

/// Reads outlines over single pictures: LabelMe's files, COCO's polygons, CVAT's images.
struct OutlineFile {
  /// The outlines by picture.
  let pictures: [PictureOutlines]
  /// Shapes that are no outlines, such as boxes, and are left out.
  let leftOutCount: Int

  /// Reads a file.
  ///
  /// - Throws: `TeachError.brokenLabels` where it is none of these, `FileError`.
  init(path: String) throws {
    let bytes = try InputFile.bytes(path: path)
    if path.lowercased().hasSuffix(".xml") {
      let reader = CVATReader(path: path)
      do {
        try MarkupReader.read(bytes, reader)
      } catch let error as MarkupError {
        throw TeachError.brokenLabels(path: path, reason: "\(error)")
      }
      (pictures, leftOutCount) = (reader.pictures, reader.leftOutCount)
      return
    }
    let json: JSONValue
    do {
      json = try JSONValue(parsing: bytes)
    } catch let error as JSONSyntaxError {
      throw TeachError.brokenLabels(path: path, reason: "\(error)")
    }
    (pictures, leftOutCount) =
      json["shapes"] == nil ? try Self.coco(json, path: path) : try Self.labelMe(json, path: path)
  }

  /// A file of LabelMe, which is about one picture.
  private static func labelMe(_ json: JSONValue, path: String) throws -> ([PictureOutlines], Int) {
    let name = json["imagePath"]?.text ?? URL(fileURLWithPath: path).lastPathComponent
    var picture = PictureOutlines(
      stem: stem(name),
      path: path,
      size: size(json, "imageWidth", "imageHeight"),
      shapes: []
    )
    var leftOut = 0
    for shape in json["shapes"]?.elements ?? [] {
      let points = (shape["points"]?.elements ?? []).compactMap { point -> (x: Double, y: Double)? in
        guard let pair = point.elements, pair.count >= 2, let x = pair[0].double, let y = pair[1].double else {
          return nil
        }
        return (x, y)
      }
      guard let label = shape["label"]?.text, points.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else {
        throw TeachError.brokenLabels(path: path, reason: "a shape has no label or no points")
      }
      switch (shape["shape_type"]?.text ?? "polygon", points.count) {
      case ("polygon", 3...): picture.shapes.append(LabelShape(name: label, rings: [points]))
      case ("linestrip", 2...), ("line", 2...): picture.shapes.append(LabelShape(name: label, line: points))
      case ("point", 1), ("points", 1...): picture.shapes += points.map { LabelShape(name: label, point: $0) }
      default: leftOut += 1
      }
    }
    return ([picture], leftOut)
  }

  /// A file of COCO, which is about many pictures.
  private static func coco(_ json: JSONValue, path: String) throws -> ([PictureOutlines], Int) {
    guard let images = json["images"]?.elements, let annotations = json["annotations"]?.elements else {
      throw TeachError.brokenLabels(path: path, reason: "it holds neither LabelMe's shapes nor COCO's annotations")
    }
    func key(_ value: JSONValue?) -> String? { value?.text ?? value?.double.map { "\($0)" } }
    var names: [String: String] = [:]
    for category in json["categories"]?.elements ?? [] {
      if let id = key(category["id"]) { names[id] = category["name"]?.text }
    }
    var pictures: [PictureOutlines] = []
    var indices: [String: Int] = [:]
    for image in images {
      guard let id = key(image["id"]), let name = image["file_name"]?.text else { continue }
      indices[id] = pictures.count
      pictures.append(PictureOutlines(stem: stem(name), path: path, size: size(image, "width", "height"), shapes: []))
    }
    var leftOut = 0
    for annotation in annotations {
      guard let image = key(annotation["image_id"]).flatMap({ indices[$0] }),
        let name = key(annotation["category_id"]).flatMap({ names[$0] })
      else { throw TeachError.brokenLabels(path: path, reason: "an annotation names no picture or no category") }
      // Run lengths are masks, not outlines.
      guard let polygons = annotation["segmentation"]?.elements, !polygons.isEmpty else {
        leftOut += 1
        continue
      }
      for polygon in polygons {
        let numbers = (polygon.elements ?? []).compactMap(\.double)
        guard numbers.count >= 6 else { continue }
        let ring = stride(from: 0, to: numbers.count - 1, by: 2).map { (x: numbers[$0], y: numbers[$0 + 1]) }
        pictures[image].shapes.append(LabelShape(name: name, rings: [ring]))
      }
    }
    return (pictures.filter { !$0.shapes.isEmpty }, leftOut)
  }

  private static func size(_ json: JSONValue, _ width: String, _ height: String) -> (width: Int, height: Int)? {
    guard let width = json[width]?.double, let height = json[height]?.double else { return nil }
    guard let width = Int(exactly: width), let height = Int(exactly: height) else { return nil }
    return (width, height)
  }

  /// A picture's name without folders and ending; files from Windows have backslashes.
  static func stem(_ name: String) -> String {
    let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? name
    return URL(fileURLWithPath: last).deletingPathExtension().lastPathComponent
  }
}
