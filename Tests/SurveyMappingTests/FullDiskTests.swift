import Foundation
import GeoRaster
import ResultFiles
import Testing

@testable import SurveyMapping

/// A full disk ends a run; a broken input does not.
@Suite struct FullDiskTests {
  @Test func whoeverMeetsItSaysSo() {
    #expect(FullDisk.isReason(GeoRasterError.writeFailed(path: "m.tif", reason: "no space is left on the disk")))
    #expect(FullDisk.isReason(FileError.cannotWrite(path: "j", reason: "No space left on device")))
    #expect(FullDisk.isReason(CocoaError(.fileWriteOutOfSpace)))
    #expect(!FullDisk.isReason(FileError.cannotWrite(path: "j", reason: "Permission denied")))
    #expect(!FullDisk.isReason(GeoRasterError.empty(path: "m.tif")))
  }
}
