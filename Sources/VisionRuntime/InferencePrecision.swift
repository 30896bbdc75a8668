/// The numbers that an engine computes in.
public enum InferencePrecision: String, Sendable, CaseIterable {
  /// What the engine holds to be fastest on this processor.
  case auto
  /// 32 bits.
  case f32
  /// 16 bits with the exponent of 32: half the memory traffic, two to three significant digits.
  case bf16
}
