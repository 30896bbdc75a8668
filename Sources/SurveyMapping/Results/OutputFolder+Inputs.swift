import Foundation
import ResultFiles

/// The results that an input has to itself.
extension OutputFolder {
  /// The mask of an input.
  func maskPath(of file: URL) -> String { path(of: "\(file.deletingPathExtension().lastPathComponent).mask.tif") }

  /// The picture of an input with the outlines of what was found.
  func overlayPath(of file: URL) -> String {
    path(of: "\(file.deletingPathExtension().lastPathComponent).overlay.jpg")
  }
}
