import Evaluation
import Foundation
import ResultFiles

/// The masks that two arguments name, paired.
struct MaskPairs {
  /// Predicted masks and their truths.
  let pairs: [(name: String, prediction: String, truth: String)]

  /// What is left out, as sentences.
  let notices: [String]

  /// Pairs two files with each other, or the files of two folders by name.
  ///
  /// - Throws: `FileError` where a path is missing or a folder holds no mask, `EvaluationError` where nothing pairs.
  init(predictions: String, truth: String) throws {
    let (found, wanted) = (try Self.masks(predictions), try Self.masks(truth))
    if found.isFile, wanted.isFile {
      pairs = [(MaskPairing.stem(of: predictions), predictions, truth)]
      notices = []
      return
    }
    // A folder of results holds other files too; where a truth is named by one file, only its mask is meant.
    let truthStems = Set(wanted.paths.map(MaskPairing.stem))
    let candidates = found.isFile ? found.paths : found.paths.filter { truthStems.contains(MaskPairing.stem(of: $0)) }
    guard !candidates.isEmpty else { throw EvaluationError.noPairs(predictions: predictions, truth: truth) }
    let matched = try MaskPairing.pairs(predictions: candidates, truths: wanted.paths, truthFolder: truth)
    pairs = matched.pairs
    var notices: [String] = []
    let missing = found.paths.filter { !truthStems.contains(MaskPairing.stem(of: $0)) }
    if let first = missing.first {
      notices.append(
        "\(missing.count) mask(s) in '\(predictions)' have no truth and are left out, the first is '\(first)'."
      )
    }
    if let first = matched.unmatched.first {
      notices.append(
        "\(matched.unmatched.count) mask(s) in '\(truth)' have no prediction and are left out, the first is '\(first)'."
      )
    }
    self.notices = notices
  }

  private static func masks(_ path: String) throws -> (paths: [String], isFile: Bool) {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw FileError.missing(path: path)
    }
    guard isFolder.boolValue else { return ([path], true) }
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted().filter { name in
      !name.hasPrefix(".") && [".png", ".tif", ".tiff"].contains { name.lowercased().hasSuffix($0) }
    }
    guard !names.isEmpty else {
      throw FileError.cannotRead(
        path: path,
        reason: "the folder holds no mask",
        remedy: "Give a folder with .png or .tif masks."
      )
    }
    return (names.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }, false)
  }
}
