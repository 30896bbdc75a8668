import Evaluation
import Foundation
import GeoRaster
import Imagery

/// The labels of a picture as a mask of its size.
struct MaskLabels: PixelLabels {
  private let mask: ClassMask

  /// Reads a mask.
  ///
  /// - Parameters:
  ///   - file: the mask.
  ///   - size: the size of its picture.
  ///   - classCount: how many classes are named.
  ///   - ignored: the value that says nothing.
  /// - Throws: `TeachError` where it has another size than its picture or values without a class, `GeoRasterError`.
  init(_ file: URL, of size: PixelSize, classCount: Int, ignored: UInt8) throws {
    let read = try MaskReader.read(path: file.path)
    guard read.size == size else {
      throw TeachError.otherSize(
        mask: file.path,
        maskSize: "\(read.size.width) x \(read.size.height)",
        pictureSize: "\(size.width) x \(size.height)"
      )
    }
    if let value = read.classes.first(where: { $0 != ignored && Int($0) >= classCount }) {
      throw TeachError.unknownValue(mask: file.path, value: Int(value), classCount: classCount)
    }
    guard ignored != LabelRaster.unlabelled else {
      mask = read
      return
    }
    mask = try ClassMask(size: size, classes: read.classes.map { $0 == ignored ? LabelRaster.unlabelled : $0 })
  }

  func touches(_ window: PixelRect) -> Bool { true }

  func classes(in window: PixelRect) -> [UInt8] {
    if window.size == mask.size { return mask.classes }
    return window.rows.flatMap { row in
      let start = row * mask.size.width + window.x
      return mask.classes[start..<(start + window.size.width)]
    }
  }
}
