import Evaluation
import Foundation
import SurveyMapping

/// A picture and the mask of its labels.
struct LabelledPicture: Hashable {
  /// The picture.
  let picture: URL
  /// Its mask.
  let mask: URL

  /// Their common name.
  var stem: String { picture.deletingPathExtension().lastPathComponent }

  private static let maskExtensions: Set<String> = ["png", "tif", "tiff"]

  /// Pairs pictures with masks by their names.
  ///
  /// - Parameters:
  ///   - inputs: pictures and folders of them.
  ///   - labels: a mask, or a folder of masks.
  /// - Returns: the pairs in order of their names, how many pictures have no mask, and masks that have no picture.
  /// - Throws: `TeachError` where nothing pairs or a name stands for two files, `FileError` where a path is missing.
  static func pairs(inputs: [String], labels: String) throws -> (
    pairs: [LabelledPicture], unlabelled: Int, unused: [String]
  ) {
    let pictures = try InputFiles.collect(inputs)
    var masks: [String: URL] = [:]
    for mask in try InputFiles.collect([labels]) where maskExtensions.contains(mask.pathExtension.lowercased()) {
      let stem = MaskPairing.stem(of: mask.path)
      if let other = masks.updateValue(mask, forKey: stem) {
        throw TeachError.sameStem(first: other.path, second: mask.path)
      }
    }
    let pairs = pictures.compactMap { picture in
      // A mask that lies among the pictures is no picture of its own.
      masks[picture.deletingPathExtension().lastPathComponent].flatMap { mask in
        mask.standardizedFileURL == picture.standardizedFileURL ? nil : LabelledPicture(picture: picture, mask: mask)
      }
    }
    guard !pairs.isEmpty else {
      throw TeachError.noPairs(labels: labels, example: masks.values.map(\.lastPathComponent).min())
    }
    let used = Set(pairs.map(\.mask))
    return (pairs, pictures.count - pairs.count, masks.values.filter { !used.contains($0) }.map(\.path).sorted())
  }
}
