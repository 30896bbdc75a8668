import Foundation

/// A folder of results in which every file appears whole or not at all.
struct OutputFolder {
  /// The folder.
  let url: URL

  /// Takes a folder for results and makes it where it is missing.
  ///
  /// - Parameters:
  ///   - path: the folder.
  ///   - overwrite: whether it may hold something already, which is replaced.
  ///   - isResumed: whether it may hold what an earlier run of `ragweed map` left.
  /// - Throws: `CommandError` where it holds something already that may not be there, or cannot be made.
  init(path: String, overwrite: Bool, isResumed: Bool = false) throws {
    url = URL(fileURLWithPath: path, isDirectory: true)
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    if unsafe manager.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw CommandError.outputIsAFile(path: path) }
      // Hidden files are left by a run that was killed; they stand for no result.
      let contents = ((try? manager.contentsOfDirectory(atPath: path)) ?? []).filter { !$0.hasPrefix(".") }
      let isAllowed = overwrite || (isResumed && RunJournal.exists(in: path))
      guard contents.isEmpty || isAllowed else { throw CommandError.outputExists(path: path) }
    }
    do {
      try manager.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw CommandError.cannotWrite(path: path, reason: error.localizedDescription)
    }
  }

  /// The path of a result in the folder.
  func path(of name: String) -> String { url.appendingPathComponent(name).path }

  /// The path under which a result is written before `publish(_:)` gives it its name.
  func stagingPath(of name: String) -> String { url.appendingPathComponent(".\(name).tmp").path }

  /// Gives a staged result its name, in one atomic step.
  func publish(_ name: String) throws {
    guard unsafe rename(stagingPath(of: name), path(of: name)) == 0 else {
      throw CommandError.cannotWrite(path: path(of: name), reason: unsafe String(cString: strerror(errno)))
    }
  }

  /// Writes a result that is at hand whole.
  func write(_ data: Data, as name: String) throws {
    do {
      try data.write(to: URL(fileURLWithPath: stagingPath(of: name)))
    } catch {
      throw CommandError.cannotWrite(path: path(of: name), reason: error.localizedDescription)
    }
    try publish(name)
  }

  /// Writes a text that is at hand whole.
  func write(_ text: String, as name: String) throws { try write(Data(text.utf8), as: name) }
}
