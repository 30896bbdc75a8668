import Testing

@testable import GeoRaster

@Suite struct GridPixelTests {
  @Test func aFrameTakenLowDoesNotSetThePixelOfAll() {
    #expect(GroundGrid.pixel(of: [0.01, 0.011, 0.012]) == 0.01)
    // One of the landing pad.
    #expect(GroundGrid.pixel(of: [0.0004] + [Double](repeating: 0.012, count: 400)) == 0.012)
    // Two heights of one survey.
    #expect(GroundGrid.pixel(of: [0.005, 0.005, 0.01, 0.01, 0.01]) == 0.005)
    #expect(GroundGrid.pixel(of: [0.02]) == 0.02)
  }
}
