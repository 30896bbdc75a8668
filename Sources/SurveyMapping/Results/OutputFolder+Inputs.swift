import Foundation
import ResultFiles

/// The results that an input has to itself, and those of all of them.
extension OutputFolder {
  /// What stands for a whole run: it goes first and comes last.
  static let summaryName = "summary.json"
  static let mapNames = ["map.geojson", "map.gpkg", MapProject.name, "report.html"]

  /// Takes away what an earlier run made of all its inputs.
  ///
  /// - Parameters:
  ///   - masks: the names of its masks.
  ///   - inputs: what this run reads, which stays.
  /// - Throws: `FileError.cannotWrite`.
  func removeResults(masks: [String], keeping inputs: [URL]) throws {
    let mosaics = try FolderListing(path: url.path).names.filter {
      $0.wholeMatch(of: /mosaic(-[0-9]+)?(\.mask)?\.(tif|qml)/) != nil
    }
    try remove([Self.summaryName] + Self.mapNames + mosaics, keeping: inputs)
    try removeMasks(masks, keeping: inputs)
  }

  /// Takes away the summary of an earlier run.
  ///
  /// - Throws: `FileError.cannotWrite`.
  func removeSummary() throws { try remove([Self.summaryName], keeping: []) }

  /// Takes away masks and the pictures that belong to them.
  ///
  /// - Parameters:
  ///   - masks: the names of the masks.
  ///   - inputs: what this run reads, which stays.
  /// - Throws: `FileError.cannotWrite`.
  func removeMasks(_ masks: [String], keeping inputs: [URL]) throws {
    let stems = masks.filter { $0.hasSuffix(".mask.tif") }.map { $0.dropLast(9) }
    try remove(masks + stems.flatMap { ["\($0).overlay.jpg", "\($0).mask.qml"] }, keeping: inputs)
  }

  private func remove(_ names: [String], keeping inputs: [URL]) throws {
    let kept = Set(inputs.map { $0.standardizedFileURL.resolvingSymlinksInPath().path })
    for name in names {
      let file = url.appendingPathComponent(name)
      guard !kept.contains(file.standardizedFileURL.resolvingSymlinksInPath().path) else { continue }
      do {
        try FileManager.default.removeItem(at: file)
      } catch CocoaError.fileNoSuchFile {
        continue
      } catch {
        throw FileError.cannotWrite(path: file.path, reason: error.localizedDescription)
      }
    }
  }

  /// A path from the folder, so that folder and pictures may be moved together.
  func relativePath(of file: URL) -> String {
    let to = file.standardizedFileURL.resolvingSymlinksInPath().pathComponents
    let from = self.url.standardizedFileURL.resolvingSymlinksInPath().pathComponents
    let shared = zip(from, to).prefix { $0 == $1 }.count
    let up = from.count - shared
    return ((up == 0 ? ["."] : Array(repeating: "..", count: up)) + to.dropFirst(shared)).joined(separator: "/")
  }

  /// The mask of an input.
  func maskPath(of file: URL) -> String { path(of: "\(file.deletingPathExtension().lastPathComponent).mask.tif") }

  /// The picture of an input with the outlines of what was found.
  func overlayPath(of file: URL) -> String {
    path(of: "\(file.deletingPathExtension().lastPathComponent).overlay.jpg")
  }
}
