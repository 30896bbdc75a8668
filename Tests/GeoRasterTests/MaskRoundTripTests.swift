import Foundation
import GeoRaster
import Imagery
import TestSupport
import Testing

@Suite struct MaskRoundTripTests {
  @Test func aMaskIsReadBackAsWritten() throws {
    let folder = try TemporaryFolder()
    let size = try PixelSize(width: 700, height: 300)
    var random = SeededGenerator(seed: 2)
    let classes = (0..<size.pixelCount).map { _ in [0, 1, 255].randomElement(using: &random) ?? 0 as UInt8 }
    let georeference = try Georeference(transform: [5e5, 0.1, 0, 5e6, 0, -0.1], wkt: "EPSG:32633", path: "t")
    let writer = try MaskWriter(
      path: folder.path("a.mask.tif"),
      size: size,
      reference: georeference.stored,
      description: "test"
    )
    for first in stride(from: 0, to: 300, by: 70) {
      let part = Array(classes[(first * 700)..<(min(first + 70, 300) * 700)])
      try writer.append(
        MaskRows(firstRow: first, width: 700, classes: part, confidence: [UInt8](repeating: 0, count: part.count))
      )
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path("a.mask.tif")))
    try writer.finish()
    #expect(try MaskReader.read(path: folder.path("a.mask.tif")) == ClassMask(size: size, classes: classes))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.mask.tif"])
  }

  @Test func anUnfinishedMaskLeavesNothing() throws {
    let folder = try TemporaryFolder()
    do {
      let size = try PixelSize(width: 10, height: 10)
      let writer = try MaskWriter(path: folder.path("a.tif"), size: size, reference: nil, description: "test")
      _ = writer
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func aColourImageIsNoMask() {
    #expect {
      try MaskReader.read(path: Sample.orthophoto)
    } throws: {
      "\($0)".contains("as a mask: its channels differ, they are colours and no numbers. Give a one-band image")
    }
  }
}
