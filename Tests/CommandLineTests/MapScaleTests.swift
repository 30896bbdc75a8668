import Foundation
import GeoRaster
import Imagery
import TestSupport
import Testing

/// `ragweed map --scale`: frames decoded at a part of their size show the same ground.
@Suite(.enabled(if: Program.isInstalled("gdal_translate"), "needs gdal-bin"))
struct MapScaleTests {
  private let folder: TemporaryFolder
  private let frame: String

  init() throws {
    folder = try TemporaryFolder()
    frame = folder.path("frame.jpg")
    // 400 x 300 px of 3.75 cm.
    try TestFrame.write(frame)
  }

  private func map(_ options: String...) throws -> (outcome: Program, input: [String: Any], mask: ClassMask) {
    let outcome = try Program(arguments: ["map", frame, "--output", folder.path("out"), "--overwrite"] + options)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path("out/summary.json")))
    let summary = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let input = try #require((summary["inputs"] as? [[String: Any]])?.first)
    return (outcome, input, try MaskReader.read(path: folder.path("out/frame.mask.tif")))
  }

  private func corners() throws -> [[Double]] {
    let outcome = try Program.installed("gdalinfo", "-json", folder.path("out/frame.mask.tif"))
    let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    let corners = try #require(document?["cornerCoordinates"] as? [String: [Double]])
    return try ["upperLeft", "lowerRight"].map { try #require(corners[$0]) }
  }

  @Test func placeAndAreaAreTheSameAtEachScale() throws {
    let whole = try map("--scale", "1")
    let area = try #require(whole.input["surveyed_area_m2"] as? Double)
    let places = try corners()
    for (scale, width, height, divisor) in [("1/2", 200, 150, 2.0), ("1/4", 100, 75, 4), ("1/8", 50, 38, 8)] {
      let part = try map("--scale", scale)
      #expect(part.mask.size == (try PixelSize(width: width, height: height)))
      let sampling = try #require(part.input["gsd_cm_per_px"] as? Double)
      // Where the sides are no multiples, rounding up makes pixels a little smaller: 38 rows for 300 / 8 = 37.5.
      let stretch = (300 / divisor / Double(height)).squareRoot()
      #expect(abs(sampling / (3.75 * divisor * stretch) - 1) < 0.001)
      // The grid on the ground has whole pixels, so its edge may be off by half of one on each side.
      let found = try #require(part.input["surveyed_area_m2"] as? Double)
      #expect(abs(found / area - 1) < 0.01 * divisor)
      for (one, other) in zip(try corners(), places) {
        #expect(abs(one[0] - other[0]) < 0.002 && abs(one[1] - other[1]) < 0.15, "\(scale)")
      }
    }
  }

  @Test(arguments: [
    // Frames of 3.75 cm: finer than known, but one step coarser is too coarse; within what is known; one and two steps.
    ("5cm..7cm", 400), ("1cm..5cm", 400), ("5cm..10cm", 200), ("10cm..20cm", 100),
  ])
  func aFrameIsMadeCoarserOnlyWhereTheModelKnowsNothingSoFine(trained: String, width: Int) throws {
    let result = try map("--trained-gsd", trained)
    #expect(result.mask.size.width == width)
    #expect(result.outcome.messages.contains("finer than the model was trained on: it is decoded at") == (width < 400))
  }
}
