import Evaluation
import Foundation
import GeoRaster
import Imagery

/// The labels of a picture as a mask of its size, which is read when it is asked for.
struct MaskLabels: PixelLabels {
  private let file: URL
  private let size: PixelSize
  private let classCount: Int
  private let ignored: UInt8

  /// Names a mask.
  ///
  /// - Parameters:
  ///   - file: the mask.
  ///   - size: the size of its picture.
  ///   - classCount: how many classes are named.
  ///   - ignored: the value that says nothing.
  init(_ file: URL, of size: PixelSize, classCount: Int, ignored: UInt8) {
    self.file = file
    self.size = size
    self.classCount = classCount
    self.ignored = ignored
  }

  func touches(_ window: PixelRect) -> Bool { true }

  /// The classes of a window's pixels as `[row, column]`.
  ///
  /// - Throws: `TeachError` where the mask has another size than its picture or values without a class, `GeoRasterError`.
  func classes(in window: PixelRect) throws -> [UInt8] {
    let mask = try MaskReader.read(path: file.path)
    guard mask.size == size else {
      throw TeachError.otherSize(
        mask: file.path,
        maskSize: "\(mask.size.width) x \(mask.size.height)",
        pictureSize: "\(size.width) x \(size.height)"
      )
    }
    if let value = mask.classes.first(where: { $0 != ignored && Int($0) >= classCount }) {
      throw TeachError.unknownValue(mask: file.path, value: Int(value), classCount: classCount)
    }
    let classes =
      ignored == LabelRaster.unlabelled
      ? mask.classes : mask.classes.map { $0 == ignored ? LabelRaster.unlabelled : $0 }
    if window.size == size { return classes }
    return window.rows.flatMap { row in
      let start = row * size.width + window.x
      return classes[start..<(start + window.size.width)]
    }
  }
}
