public import Foundation
import ResultFiles

/// The images that the arguments of a command name.
public struct InputFiles: Sendable {
  /// The files, folders replaced by the images in them and in their folders, in order of their paths.
  let files: [URL]
  /// What the files are called in results.
  let names: InputNames
  /// What was left out of folders, in sentences.
  private(set) var notices: [String] = []

  private static let extensions = VideoFile.extensions.union(["tif", "tiff", "jpg", "jpeg", "png"])
  /// Cards have two levels; more than this is no place for pictures but a mistake.
  private static let deepest = 8

  /// Finds the files that paths name.
  ///
  /// - Throws: `FileError` where a path is missing or a folder holds no image, `SurveyMappingError.sameStem` where two
  ///   inputs would write the same files.
  init(_ paths: [String]) throws {
    var files: [URL] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw FileError.missing(path: path)
      }
      if isFolder.boolValue {
        var walk = FolderWalk()
        try walk.add(path)
        notices += walk.notices(path)
        guard !walk.images.isEmpty else { throw walk.nothing(path) }
        files += walk.images
      } else {
        guard InputFile.isRegular(path) else { throw FileError.notAFile(path: path) }
        files.append(URL(fileURLWithPath: path))
      }
    }
    names = InputNames(files)
    self.files = files
    var stems: [String: URL] = [:]
    for file in files {
      // The frames of a video have names of their own.
      let stem =
        names.named(file).deletingPathExtension().lastPathComponent + (VideoFile.isVideo(file) ? " (video)" : "")
      if let other = stems.updateValue(file, forKey: stem) {
        throw SurveyMappingError.sameStem(first: other.path, second: file.path)
      }
    }
  }

  /// The files, folders replaced by the images in them and in their folders, in order of their paths.
  ///
  /// - Throws: `FileError` where a path is missing or a folder holds no image, `SurveyMappingError.sameStem` where two
  ///   inputs would write the same files.
  public static func collect(_ paths: [String]) throws -> [URL] { try InputFiles(paths).files }

  /// Whether a file in a folder is an image by its name; hidden ones are left alone.
  static func isImage(_ name: String) -> Bool {
    !name.hasPrefix(".") && extensions.contains(URL(fileURLWithPath: name).pathExtension.lowercased())
  }

  /// A folder with all that lies below it.
  private struct FolderWalk {
    var images: [URL] = []
    private var companions = 0
    private var broken: [String] = []

    mutating func add(_ path: String, depth: Int = 0) throws {
      let listing = try FolderListing(path: path)
      broken += listing.broken.filter(InputFiles.isImage)
      let folder = URL(fileURLWithPath: path, isDirectory: true)
      for name in listing.names where !name.hasPrefix(".") {
        let file = folder.appendingPathComponent(name)
        // A link to a folder may lead round in a circle.
        let values = try? file.resourceValues(forKeys: [.isDirectoryKey, .isSymbolicLinkKey])
        if values?.isDirectory == true, values?.isSymbolicLink != true {
          if depth < InputFiles.deepest { try add(file.path, depth: depth + 1) }
        } else if InputFiles.isImage(name), InputFile.isRegular(file.path) {
          if Self.isCompanion(name) { companions += 1 } else { images.append(file) }
        }
      }
    }

    /// Whether a picture is the thermal one, or that of a single band, which a camera took beside a picture in colours.
    private static func isCompanion(_ name: String) -> Bool {
      let stem = URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent.uppercased()
      return stem.hasPrefix("DJI_") && (stem.hasSuffix("_T") || stem.contains("_MS_"))
    }

    func notices(_ path: String) -> [String] {
      var notices: [String] = []
      if companions > 0, !images.isEmpty {
        notices.append("\(companions) thermal or one-band pictures (_T, _MS_) in '\(path)' are left out.")
      }
      if let first = broken.first {
        let subject = broken.count == 1 ? "'\(first)' is" : "'\(first)' and \(broken.count - 1) others are"
        notices.append(
          "\(subject) left out of '\(path)', for names that are no UTF-8 cannot be kept. Rename them, as with convmv."
        )
      }
      return notices
    }

    func nothing(_ path: String) -> FileError {
      if companions > 0 {
        return .cannotRead(
          path: path,
          reason: "the folder holds only thermal or one-band pictures",
          remedy: "Give the pictures in colours that were taken beside them."
        )
      }
      if !broken.isEmpty {
        return .cannotRead(
          path: path,
          reason: "the names of the images in the folder are no UTF-8",
          remedy: "Rename them, as with convmv."
        )
      }
      return .cannotRead(
        path: path,
        reason: "the folder holds no image and no video",
        remedy: "Give a folder with .tif, .jpg, .png or .mp4 files."
      )
    }
  }
}
