import GeoRaster
import Testing

/// zlib, through GDAL.
@Suite struct DeflateTests {
  @Test func whatWasCompressedIsRestored() throws {
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 * $0 / 97) }
    let small = try Deflate.compressed(bytes)
    #expect(small.count < bytes.count)
    // The header of a zlib stream with a window of 32 KiB.
    #expect(small[0] == 0x78)
    #expect(try Deflate.restored(small, count: bytes.count) == bytes)
  }

  @Test func nothingAndNoiseGoThrough() throws {
    #expect(try Deflate.restored(try Deflate.compressed([]), count: 0) == [])
    var state: UInt32 = 1
    let noise = (0..<5000).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    #expect(try Deflate.restored(try Deflate.compressed(noise), count: noise.count) == noise)
    #expect(throws: GeoRasterError.self) { try Deflate.restored([1, 2, 3], count: 10) }
  }
}
