import Foundation
import ResultFiles

extension RunJournal {
  /// Puts the map of the earlier run where it is gone on with.
  ///
  /// - Parameter path: the map as it was when the run ended.
  /// - Returns: whether there is one.
  /// - Throws: `FileError.cannotWrite`.
  func bringBackMap(from path: String) throws -> Bool {
    let manager = FileManager.default
    if manager.fileExists(atPath: mapPath) { return true }
    guard manager.fileExists(atPath: path) else { return false }
    do {
      // In two steps, so that half a copy is never taken for the map.
      try? manager.removeItem(atPath: mapPath + ".copy")
      try manager.copyItem(atPath: path, toPath: mapPath + ".copy")
      try manager.moveItem(atPath: mapPath + ".copy", toPath: mapPath)
    } catch {
      throw FileError.cannotWrite(path: mapPath, reason: error.localizedDescription)
    }
    return true
  }
}
