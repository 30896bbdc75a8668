public import Foundation
import ResultFiles

/// The images that the arguments of a command name.
public enum InputFiles {
  private static let extensions = VideoFile.extensions.union(["tif", "tiff", "jpg", "jpeg", "png"])

  /// The files, folders replaced by the images in them, in order of their names.
  ///
  /// - Throws: `FileError` where a path is missing or a folder holds no image, `SurveyMappingError.sameStem` where two
  ///   inputs would write the same files.
  public static func collect(_ paths: [String]) throws -> [URL] {
    let files = try paths.flatMap(expand)
    var stems: [String: URL] = [:]
    for file in files {
      // The frames of a video have names of their own.
      let stem = file.deletingPathExtension().lastPathComponent + (VideoFile.isVideo(file) ? " (video)" : "")
      if let other = stems.updateValue(file, forKey: stem) {
        throw SurveyMappingError.sameStem(first: other.path, second: file.path)
      }
    }
    return files
  }

  /// Whether a file in a folder is an image by its name; hidden ones are left alone.
  static func isImage(_ name: String) -> Bool {
    !name.hasPrefix(".") && extensions.contains(URL(fileURLWithPath: name).pathExtension.lowercased())
  }

  private static func expand(_ path: String) throws -> [URL] {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FileError.missing(path: path)
    }
    let url = URL(fileURLWithPath: path)
    guard isFolder.boolValue else {
      guard InputFile.isRegular(path) else { throw FileError.notAFile(path: path) }
      return [url]
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    let images = names.filter(isImage).map(url.appendingPathComponent).filter { InputFile.isRegular($0.path) }
    guard !images.isEmpty else {
      throw FileError.cannotRead(
        path: path,
        reason: "the folder holds no image and no video",
        remedy: "Give a folder with .tif, .jpg, .png or .mp4 files."
      )
    }
    return images
  }
}
