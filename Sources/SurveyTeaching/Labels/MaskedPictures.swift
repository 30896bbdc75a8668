import Evaluation
import Foundation
import SurveyMapping

/// Pictures and masks of the same names.
struct MaskedPictures {
  private static let maskExtensions: Set<String> = ["png", "tif", "tiff"]

  /// The mask of each picture that has one.
  let masks: [URL: URL]
  /// Masks that have no picture.
  let unused: [String]

  /// Pairs pictures with masks by their names.
  ///
  /// - Parameters:
  ///   - pictures: the pictures.
  ///   - labels: masks, and folders of them.
  /// - Throws: `TeachError` where nothing pairs or a name stands for two files, `FileError` where a path is missing.
  init(_ pictures: [URL], labels: [String]) throws {
    var files: [String: URL] = [:]
    for mask in try InputFiles.collect(labels) where Self.maskExtensions.contains(mask.pathExtension.lowercased()) {
      let stem = MaskPairing.stem(of: mask.path)
      if let other = files.updateValue(mask, forKey: stem) {
        throw TeachError.sameStem(first: other.path, second: mask.path)
      }
    }
    var masks: [URL: URL] = [:]
    for picture in pictures {
      // A mask that lies among the pictures is no picture of its own.
      guard let mask = files[picture.deletingPathExtension().lastPathComponent],
        mask.standardizedFileURL != picture.standardizedFileURL
      else { continue }
      masks[picture] = mask
    }
    guard !masks.isEmpty else {
      throw TeachError.noPairs(
        labels: labels.joined(separator: "', '"),
        example: files.values.map(\.lastPathComponent).min()
      )
    }
    self.masks = masks
    let used = Set(masks.values)
    unused = files.values.filter { !used.contains($0) }.map(\.path).sorted()
  }
}
