import GeoRaster
import Imagery

/// The labels of a picture's pixels, read in windows.
protocol PixelLabels {
  /// Whether a window may hold a label.
  func touches(_ window: PixelRect) -> Bool

  /// The classes of a window's pixels as `[row, column]`; `LabelRaster.unlabelled` where nothing is known.
  func classes(in window: PixelRect) throws -> [UInt8]
}

extension LabelRaster: PixelLabels {}
