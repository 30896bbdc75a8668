import Testing
import VisionRuntime

@Suite struct InferencePrecisionTests {
  @Test(arguments: [
    (Optional(0.999), true, InferencePrecision.bf16), (0.995, true, .bf16), (0.9949, true, .auto),
    (0.999, false, .auto),
    (nil, true, .auto),
  ])
  func sixteenBitsAreTakenWhereTheyAreInHardwareAndMasksAgree(
    agreement: Double?,
    hasBrainFloats: Bool,
    wanted: InferencePrecision
  ) {
    #expect(InferencePrecision.auto.resolved(agreement: agreement, hasBrainFloats: hasBrainFloats) == wanted)
  }

  @Test func whatIsAskedForStays() {
    #expect(InferencePrecision.f32.resolved(agreement: 1, hasBrainFloats: true) == .f32)
  }
}
