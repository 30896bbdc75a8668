import Documents
import Foundation
import ResultFiles

/// How a map was made, as its summary says it: maps made in ways that differ are no comparison.
public enum MapSettings {
  /// Compares how two maps were made, where both have a summary beside them.
  ///
  /// - Parameters:
  ///   - old: the earlier map.
  ///   - new: the later map.
  /// - Throws: `ReportingError.differentMaps` where model or threshold differ.
  public static func check(old: String, new: String) throws {
    guard let before = summary(old), let after = summary(new) else { return }
    let settings: [(name: String, path: [String])] = [
      ("model", ["model", "sha256"]), ("threshold", ["engine", "threshold"]), ("crop", ["crop"]),
    ]
    for setting in settings where value(before, setting.path) != value(after, setting.path) {
      throw ReportingError.differentMaps(what: setting.name, old: old, new: new)
    }
  }

  private static func value(_ json: JSONValue, _ path: [String]) -> JSONValue? {
    path.reduce(Optional(json)) { $0?[$1] }
  }

  private static func summary(_ path: String) -> JSONValue? {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    let url = URL(fileURLWithPath: path)
    let folder = isFolder.boolValue ? url : url.deletingLastPathComponent()
    guard let bytes = try? InputFile.bytes(path: folder.appendingPathComponent("summary.json").path),
      let json = try? JSONValue(parsing: bytes), json["schema"]?.text?.hasPrefix("ragweed.map/") == true
    else { return nil }
    return json
  }
}
