import Documents
import Foundation
import ResultFiles

/// Files of labels, told apart by what they hold.
struct LabelFiles {
  /// Masks, and folders of them.
  private(set) var masks: [String] = []
  /// Shapes drawn over ground, in a reference system.
  private(set) var layers: [String] = []
  /// Shapes drawn over single pictures.
  private(set) var outlines: [String] = []

  private static let maskEndings: Set<String> = ["png", "tif", "tiff"]

  /// Tells files apart.
  ///
  /// - Parameter paths: files, and folders of masks or of LabelMe's files.
  /// - Throws: `FileError` where one is missing or cannot be read, `TeachError.noLabels` where a file is none of these.
  init(_ paths: [String]) throws {
    for path in paths {
      let url = URL(fileURLWithPath: path)
      var isFolder: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw FileError.missing(path: path)
      }
      if isFolder.boolValue {
        let names = try FolderListing(path: path).names
        let texts = names.filter { ["json", "xml"].contains(URL(fileURLWithPath: $0).pathExtension.lowercased()) }
        let hasMasks = names.contains { Self.maskEndings.contains(URL(fileURLWithPath: $0).pathExtension.lowercased()) }
        // LabelMe writes its files beside the pictures.
        let drawn = try texts.map { url.appendingPathComponent($0).path }.filter { try Self.isOutlines($0) }
        if drawn.isEmpty || (hasMasks && drawn.count < texts.count) { masks.append(path) } else { outlines += drawn }
        continue
      }
      switch url.pathExtension.lowercased() {
      case "gpkg", "shp", "geojson": layers.append(path)
      case "json" where try !Self.isOutlines(path): layers.append(path)
      case "json", "xml": outlines.append(path)
      case let ending where Self.maskEndings.contains(ending): masks.append(path)
      default: throw TeachError.noLabels(path: path)
      }
    }
  }

  /// Whether a file is one of LabelMe, COCO or CVAT.
  private static func isOutlines(_ path: String) throws -> Bool {
    guard path.lowercased().hasSuffix(".json") else { return true }
    guard let json = try? JSONValue(parsing: try InputFile.bytes(path: path)) else { return false }
    return json["shapes"] != nil || json["annotations"] != nil
  }
}
