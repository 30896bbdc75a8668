import Evaluation
import Imagery
import Testing

@Suite struct PlantCountsTests {
  private func mask(_ rows: [String]) throws -> ClassMask {
    let size = try PixelSize(width: rows[0].count, height: rows.count)
    return try ClassMask(size: size, classes: rows.joined().map { $0 == "#" ? 255 : UInt8($0.wholeNumberValue ?? 0) })
  }

  private func counts(truth: [String], prediction: [String]) throws -> PlantCounts.Counts {
    var counts = PlantCounts(classCount: 2)
    counts.add(prediction: try mask(prediction), truth: try mask(truth), ignoring: 255)
    return counts.classes[1]
  }

  @Test func pixelsThatTouchInACornerAreOnePlant() throws {
    let counts = try counts(truth: ["1.", ".1"], prediction: ["11", "11"])
    #expect(counts.truth == 1)
    #expect(counts.matched == 1)
  }

  @Test func aPlantMappedLessThanHalfIsMissed() throws {
    let counts = try counts(truth: ["11111..1"], prediction: ["11.....1"])
    #expect(counts.truth == 2)
    #expect(counts.predicted == 2)
    #expect(counts.matched == 1)
    #expect(counts.precision == 0.5)
    #expect(counts.recall == 0.5)
  }

  @Test func twoPlantsMappedAsOneAreAtMostOne() throws {
    #expect(try counts(truth: ["1111.111"], prediction: ["11111111"]).matched == 1)
  }

  @Test func ignoredGroundHoldsNoPlant() throws {
    let counts = try counts(truth: ["##.1"], prediction: ["11.1"])
    #expect(counts.predicted == 1)
    #expect(counts.matched == 1)
  }

  @Test func theEdgesOfTheImageDoNotMeet() throws {
    #expect(try counts(truth: ["1..", "..1"], prediction: ["...", "..."]).truth == 2)
  }
}
