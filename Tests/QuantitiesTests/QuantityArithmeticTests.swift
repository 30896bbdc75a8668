import Quantities
import Testing

@Suite struct QuantityArithmeticTests {
  @Test func lengthsMultiplyToAreasAndDivideToSpeeds() {
    #expect(Length.meters(3) * Length.meters(4) == Area.squareMeters(12))
    #expect(Length.meters(10) / Duration.seconds(4) == Speed.metersPerSecond(2.5))
    #expect((Length.meters(10) / Speed.metersPerSecond(4)).inSeconds == 2.5)
    #expect(Area.squareMeters(12) / Length.meters(4) == Length.meters(3))
  }

  @Test func sameKindsAddSubtractScaleAndCompare() {
    #expect(Length.centimeters(50) + .millimeters(500) == .meters(1))
    #expect(Length.meters(1) - .meters(3) == -.meters(2))
    #expect(2 * Length.meters(1.5) == Length.meters(3))
    #expect(Length.meters(3) / Length.meters(1.5) == 2)
    #expect(Length.meters(1) < .kilometers(1))
    #expect(Length.meters(-2).magnitude == .meters(2))
  }

  @Test func groundSamplingDistanceCountsPixels() {
    #expect(abs(GroundSamplingDistance.centimetersPerPixel(0.1).length(ofPixels: 5472).meters - 5.472) < 1e-12)
  }

  @Test func durationsReadInEveryUnit() {
    #expect(Duration.minutes(90).inHours == 1.5)
    #expect(Duration.milliseconds(250).inSeconds == 0.25)
  }
}
