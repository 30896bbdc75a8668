import Foundation
import GeoRaster
import ResultFiles

/// A disk without space, after which no other input can be written either.
enum FullDisk {
  /// Whether an error says that a disk is full.
  static func isReason(_ error: any Error) -> Bool {
    switch error {
    case GeoRasterError.writeFailed(_, let reason), FileError.cannotWrite(_, let reason):
      reason.localizedCaseInsensitiveContains("no space")
    case CocoaError.fileWriteOutOfSpace: true
    default: false
    }
  }
}
