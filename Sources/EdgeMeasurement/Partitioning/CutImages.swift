import Evaluation
import Foundation
import GeoRaster
import Imagery
import ResultFiles
import SurveyMapping

/// Images to run a network on, with their true masks where there are some.
struct CutImages {
  /// An image.
  struct Item {
    let file: URL
    let truth: String?
  }
  /// The images, evenly chosen.
  let images: [Item]

  /// Finds images and their masks.
  ///
  /// - Parameters:
  ///   - path: an image or a folder.
  ///   - truth: a folder of masks by name; nil for none.
  ///   - most: how many to take at most.
  /// - Throws: `FileError` where there is no image, `EdgeMeasurementError.missingMask` where an image has no mask.
  init(path: String, truth: String?, most: Int) throws {
    let files = try InputFiles.collect([path])
    let step = max(1, (files.count + most - 1) / most)
    let chosen = stride(from: 0, to: files.count, by: step).map { files[$0] }
    guard let truth else {
      images = chosen.map { Item(file: $0, truth: nil) }
      return
    }
    let names = try InputFiles.collect([truth])
    let masks = Dictionary(names.map { (MaskPairing.stem(of: $0.path), $0.path) }) { first, _ in first }
    images = try chosen.map { file in
      guard let mask = masks[MaskPairing.stem(of: file.path)] else {
        throw EdgeMeasurementError.missingMask(folder: truth, image: file.lastPathComponent)
      }
      return Item(file: file, truth: mask)
    }
  }

  /// The middle of an image.
  ///
  /// - Throws: `FileError.cannotRead` where it is smaller than the network's input.
  static func window(of item: Item, width: Int, height: Int) throws -> (tile: ImageTile, truth: ClassMask?) {
    let image = try ImageFile.pixels(of: item.file)
    let size = try PixelSize(width: width, height: height)
    guard image.size.width >= width, image.size.height >= height else {
      throw FileError.cannotRead(
        path: item.file.path,
        reason: "its \(image.size) are less than the network's \(size)",
        remedy: "Give larger images."
      )
    }
    let window = PixelRect(x: (image.size.width - width) / 2, y: (image.size.height - height) / 2, size: size)
    let tile = try image.read(window)
    guard let path = item.truth else { return (tile, nil) }
    let mask = try MaskReader.read(path: path)
    guard mask.size == image.size else {
      throw FileError.cannotRead(
        path: path,
        reason: "its \(mask.size) are not those of its image, \(image.size)",
        remedy: "Give the mask of this image."
      )
    }
    let classes = window.rows.flatMap { row in
      mask.classes[(row * mask.size.width + window.x)..<(row * mask.size.width + window.x + width)]
    }
    return (tile, try ClassMask(size: size, classes: classes))
  }
}
